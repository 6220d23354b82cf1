package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs a project plainly and across sandboxes, and compares what they leave in full. */
final class Comparison {
    private final Options options;
    private final RunFiles plain;

    Comparison(Options options) {
        this.options = options;
        this.plain = new RunFiles(options.out(), "plain");
    }

    RunFiles plain() {
        return plain;
    }

    RunFiles distributed(int n) {
        return new RunFiles(options.out(), n == 0 ? "plain-again" : "forkd-" + n);
    }

    /**
     * Runs and compares.
     *
     * @param told a line of each run, as soon as it is over
     */
    Verdict run(Consumer<Line> told) throws IOException, InterruptedException {
        // A local sandbox has a /tmp of its own: what attempts in several sandboxes share must not lie there.
        Path scratch = Files.createTempDirectory(Path.of("/var/tmp"), "forkd-compare-");
        try {
            Runs runs = new Runs(options, scratch);
            Instant begin = Instant.now();
            List<String> reasons = runs.run(plain, List.of());
            int tests = plain.tests().size();
            told.accept(
                    line("plain", reasons.isEmpty() ? Integer.toString(tests) : "broken", "-", "-", begin, reasons));
            Verdict worst = reasons.isEmpty() ? Verdict.SAME : Verdict.UNUSABLE;
            for (int n : reasons.isEmpty() ? options.n : List.<Integer>of()) {
                worst = worst.or(compared(runs, n, told));
            }
            return worst;
        } finally {
            Directories.delete(scratch);
        }
    }

    private Verdict compared(Runs runs, int n, Consumer<Line> told) throws IOException, InterruptedException {
        Instant begin = Instant.now();
        RunFiles other = distributed(n);
        List<String> reasons = runs.run(other, n == 0 ? List.of() : List.of("-Pforkd", "-Dn=" + n));
        if (!reasons.isEmpty()) {
            told.accept(line("n=" + n, "-", "broken", "broken", begin, reasons));
            return Verdict.UNUSABLE;
        }
        Differences differences = Differences.between(plain, other);
        Expected expected =
                Expected.parse(Files.exists(options.expected()) ? Latin1.lines(options.expected()) : List.of());
        List<String> unexpected = new ArrayList<>(expected.unexpected(differences.lines()));
        unexpected.addAll(expected.stale(plain.tests(), differences.lines()));
        Latin1.write(other.out().resolve(other.name() + ".unexpected"), String.join("\n", unexpected));
        boolean none = differences.tests() == 0;
        told.accept(line(
                "n=" + n,
                none ? "-" : Integer.toString(differences.tests()),
                none ? "-" : Integer.toString(differences.inReports()),
                Integer.toString(unexpected.size()),
                begin,
                unexpected));
        return none || !unexpected.isEmpty() ? Verdict.DIFFERENT : Verdict.SAME;
    }

    private static Line line(
            String run, String tests, String differences, String unexpected, Instant begin, List<String> details) {
        long seconds = Duration.between(begin, Instant.now()).toSeconds();
        return new Line(run, new Line.Cells(tests, differences, unexpected), seconds, details);
    }
}
