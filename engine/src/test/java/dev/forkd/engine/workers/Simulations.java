package dev.forkd.engine.workers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs many seeds, one after the other. */
public final class Simulations {

    private Simulations() {}

    /**
     * Runs seeds until one of them finds something wrong.
     *
     * @param first the first seed
     * @param count how many
     * @return what is wrong, after the seed and a colon; empty if nothing is
     */
    public static String firstWrong(long first, int count) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("forkd-simulation-");
        try {
            for (long seed = first; seed < first + count; seed++) {
                List<String> wrongs = new Simulation(seed, directory).run();
                if (!wrongs.isEmpty()) {
                    return seed + ": " + String.join("\n", wrongs);
                }
            }
            return "";
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
