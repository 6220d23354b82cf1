package dev.forkd.compatibility;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is compared, and how: what the command {@code compare} takes, and what rows are made of. */
final class Options {
    static final int SECONDS = 600;

    @Parameters(index = "0", paramLabel = "PROJECT", description = "Knows -Pforkd, -Dn and -Dreports.")
    Path project = Path.of(".");

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Further arguments of Maven.")
    List<String> maven = new ArrayList<>();

    @Option(
            names = "--n",
            split = " ",
            paramLabel = "N",
            description = "The numbers of sandboxes (2); 0: once more plainly, which shows what differs by itself.")
    List<Integer> n = List.of(2);

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "Differences that are known (PROJECT/expected-differences.txt).")
    @Nullable
    Path expect;

    @Option(names = "--phase", description = "Up to which phase Maven runs (test).")
    String phase = "test";

    @Option(names = "--fails", description = "The builds must fail, and for the same reason.")
    boolean fails;

    @Option(names = "--label", description = "Everything goes below target/LABEL instead of target.")
    String label = "";

    @Option(
            names = "--resume",
            description = "Runs that ended before with the same arguments, pom.xml and engine are not run again.")
    boolean resume;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each run of Maven (600).")
    int timeout = SECONDS;

    final Map<String, String> environment = new HashMap<>();

    static Options parse(List<String> arguments) {
        Options options = new Options();
        new CommandLine(options)
                .setUnmatchedOptionsArePositionalParams(true)
                .setExpandAtFiles(false)
                .parseArgs(arguments.toArray(String[]::new));
        return options;
    }

    Path directory() {
        return project.toAbsolutePath().normalize();
    }

    Path expected() {
        return expect == null ? directory().resolve("expected-differences.txt") : expect;
    }

    /** Where reports and logs go. */
    Path out() {
        Path target = directory().resolve("target");
        return label.isEmpty() ? target : target.resolve(label);
    }

    Program program() {
        return new Program(directory(), environment, Duration.ofSeconds(timeout));
    }
}
