package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.analysis.IPackageCoverage;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/**
 * What a run covered.
 *
 * @param totals for people
 * @param lines of the sources: "package/Source.java line N ..."
 */
record Coverage(String totals, List<String> lines) {

    Coverage {
        lines = List.copyOf(lines);
    }

    static Coverage read(Path data, Path classes) throws IOException {
        ExecFileLoader loader = new ExecFileLoader();
        loader.load(data.toFile());
        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(loader.getExecutionDataStore(), builder).analyzeAll(classes.toFile());
        IBundleCoverage bundle = builder.getBundle("all");
        List<String> lines = new ArrayList<>();
        for (IPackageCoverage covered : bundle.getPackages()) {
            covered.getSourceFiles().forEach(source -> add(source, lines));
        }
        lines.sort(null);
        return new Coverage(
                "instructions " + of(bundle.getInstructionCounter()) + ", branches " + of(bundle.getBranchCounter())
                        + ", lines " + of(bundle.getLineCounter()),
                lines);
    }

    private static void add(ISourceFileCoverage source, List<String> lines) {
        for (int number = source.getFirstLine(); number >= 0 && number <= source.getLastLine(); number++) {
            ILine line = source.getLine(number);
            if (line.getStatus() != ICounter.EMPTY) {
                lines.add(source.getPackageName() + "/" + source.getName() + " line " + number + " instructions "
                        + of(line.getInstructionCounter()) + " branches " + of(line.getBranchCounter()));
            }
        }
    }

    private static String of(ICounter counter) {
        return counter.getCoveredCount() + " of " + counter.getTotalCount();
    }

    /** What differs, as lines of either. */
    List<String> unlike(Coverage other) {
        return TextDiff.of(lines, other.lines());
    }

    Set<String> sourcesUnlike(Coverage other) {
        Set<String> sources = new TreeSet<>();
        unlike(other).forEach(line -> sources.add(source(line)));
        return sources;
    }

    /** The source that a differing line is of. */
    static String source(String line) {
        return line.substring(2, line.indexOf(" line "));
    }
}
