package dev.forkd.benchmarks.wholerun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs Maven and looks at the clock. */
final class Build {

    private static final long LIMIT_MINUTES = 30;
    private static final Pattern TOTALS =
            Pattern.compile("Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: \\d+(?!.*Time elapsed)");

    private final Path project;
    private final Path log;

    Build(Path project, Path log) {
        this.project = project;
        this.log = log;
    }

    /** Compiles, which is not what is timed, and fetches what the variants need. */
    void prepare() throws IOException, InterruptedException {
        for (List<String> arguments : List.of(List.of("-Pforkd", "test-compile"), List.of("test-compile"))) {
            if (run(arguments) != 0) {
                throw new IOException("The suite does not compile:\n" + Files.readString(log));
            }
        }
    }

    /** Runs the tests that are compiled, start of Maven and of whatever runs them included. */
    Measured measure(Variant variant) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(variant.arguments());
        // The plugin alone: with another profile the compiler would start anew.
        arguments.addAll(List.of("surefire:test", "-Dmaven.test.failure.ignore=true"));
        long start = System.nanoTime();
        int exit = run(arguments);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Matcher matcher = TOTALS.matcher(Files.readString(log));
        int tests = 0;
        int failed = 0;
        while (matcher.find()) {
            tests = Integer.parseInt(matcher.group(1));
            failed = Integer.parseInt(matcher.group(2)) + Integer.parseInt(matcher.group(3));
        }
        if (exit != 0 || tests == 0) {
            throw new IOException("The build of '" + variant.name() + "' failed:\n" + Files.readString(log));
        }
        return new Measured(variant.name(), millis, tests, failed);
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-f", project.resolve("pom.xml").toString()));
        command.addAll(arguments);
        Process maven = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!maven.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("The build did not end within " + LIMIT_MINUTES + " minutes");
            }
            return maven.exitValue();
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
    }
}
