package it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Writes down what must differ between two workers. */
final class Chance {

    private Chance() {}

    static void record() throws Exception {
        ProcessHandle own = ProcessHandle.current();
        if (!own.isAlive() || own.info().totalCpuDuration().isEmpty()) {
            throw new AssertionError("The handle of this process means the one that this is a copy of.");
        }
        List<String> lines = List.of(
                "SANDBOX_ID " + System.getenv("SANDBOX_ID"),
                "ThreadLocalRandom " + ThreadLocalRandom.current().nextLong(),
                "another thread's " + another(),
                "Math.random " + Math.random(),
                "SplittableRandom " + new SplittableRandom().nextLong(),
                "Random " + new Random().nextLong(),
                "SecureRandom " + new SecureRandom().nextLong(),
                "DRBG " + SecureRandom.getInstance("DRBG").nextLong(),
                "SHA1PRNG " + SecureRandom.getInstance("SHA1PRNG").nextLong(),
                "UUID " + UUID.randomUUID(),
                "temporary file " + temporaryFile());
        Path directory = Path.of(System.getProperty("it.dir"));
        Files.write(directory.resolve("chance-" + System.getenv("SANDBOX_INDEX")), lines);
    }

    static void awaitBoth() throws Exception {
        Path directory = Path.of(System.getProperty("it.dir"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(directory.resolve("chance-0")) || !Files.exists(directory.resolve("chance-1"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Only one worker has run a class.");
            }
            Thread.sleep(10);
        }
    }

    private static long another() throws InterruptedException {
        long[] drawn = new long[1];
        Thread thread = new Thread(() -> drawn[0] = ThreadLocalRandom.current().nextLong());
        thread.start();
        thread.join();
        return drawn[0];
    }

    private static String temporaryFile() throws IOException {
        return Files.createTempFile("chance", ".txt").getFileName().toString();
    }
}
