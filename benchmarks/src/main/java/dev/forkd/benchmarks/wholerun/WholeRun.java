package dev.forkd.benchmarks.wholerun;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds a suite with Surefire alone, with JUnit's own parallel mode and with the engine, in turn, several rounds:
 * {@code WholeRun SUITE ROUNDS DIRECTORY}. The results are written there as JSON and as a picture.
 */
final class WholeRun {

    private WholeRun() {}

    /**
     * Runs it.
     *
     * @param arguments suite, rounds, directory, and a regular expression for the names of the ways to run it
     * @throws IOException if a build fails
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 3 || arguments.length > 4) {
            System.err.println("Usage: SUITE (lang3, trivial, waiting or spring) ROUNDS DIRECTORY [VARIANTS]");
            System.exit(2);
        }
        Suite suite = Suite.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        Path results = Files.createDirectories(Path.of(arguments[2]));
        Path work = Files.createTempDirectory("forkd-benchmark-");
        try {
            Build build = new Build(suite.prepare(work), results.resolve("maven.log"));
            build.prepare();
            Predicate<String> chosen =
                    Pattern.compile(arguments.length == 4 ? arguments[3] : "").asPredicate();
            List<Variant> variants = Variant.all().stream()
                    .filter(variant -> chosen.test(variant.name()))
                    .toList();
            measure(suite, variants, build, Integer.parseInt(arguments[1]), results, System.out);
        } finally {
            delete(work);
        }
    }

    private static void measure(
            Suite suite, List<Variant> variants, Build build, int rounds, Path directory, PrintStream out)
            throws IOException, InterruptedException {
        Results results = new Results(suite);
        for (int round = 1; round <= rounds; round++) {
            for (Variant variant : variants) {
                Measured measured = build.measure(variant);
                results.add(measured);
                out.println("round " + round + ": " + measured.variant() + ": " + measured.millis() + " ms, "
                        + measured.tests() + " tests, " + measured.failed() + " failed");
            }
            // After each round, so that a benchmark that is broken off was not for nothing.
            results.write(directory);
        }
        out.println(results.table());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
