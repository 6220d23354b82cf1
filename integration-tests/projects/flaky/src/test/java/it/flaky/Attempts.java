package it.flaky;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Counts how often a test has run, in any sandbox, and where. */
final class Attempts {

    private Attempts() {}

    static int next(String test) throws IOException {
        Path log = Path.of(System.getProperty("it.dir"), test);
        Files.writeString(
                log,
                System.getenv("SANDBOX_ID") + " " + ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return Files.readAllLines(log).size();
    }

    /** Waits until the test has also run in another sandbox; does nothing where there is no other. */
    static void awaitOther(String test) throws IOException, InterruptedException {
        if (!"2".equals(System.getenv("SANDBOX_COUNT"))) {
            return;
        }
        Path log = Path.of(System.getProperty("it.dir"), test);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(log)
                || Files.readAllLines(log).stream().allMatch(line -> line.startsWith(System.getenv("SANDBOX_ID")))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no other sandbox has run any part");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
