package dev.forkd.benchmarks.wholerun;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to run a suite.
 *
 * @param name in results
 * @param arguments for Maven
 */
record Variant(String name, List<String> arguments) {

    private static final String PARALLEL = "-Djunit.jupiter.execution.parallel.";

    /** All of them, Surefire's one JVM first: the others are compared with it. */
    static List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        for (int forks : List.of(1, 2, 4, 8)) {
            variants.add(new Variant("forkCount=" + forks, List.of("-DforkCount=" + forks)));
        }
        variants.add(new Variant(
                "parallel, 8 threads",
                List.of(
                        PARALLEL + "enabled=true",
                        PARALLEL + "mode.default=concurrent",
                        PARALLEL + "config.strategy=fixed",
                        PARALLEL + "config.fixed.parallelism=8")));
        for (int n : List.of(1, 2, 4, 8)) {
            variants.add(new Variant("forkd n=" + n, List.of("-Pforkd", "-Dn=" + n)));
        }
        return variants;
    }
}
