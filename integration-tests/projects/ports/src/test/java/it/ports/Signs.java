package it.ports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Files by which classes in different sandboxes wait for each other. */
final class Signs {

    private Signs() {}

    static int port() {
        return Integer.getInteger("it.port");
    }

    /** Notes that something has happened, and returns how often it has by now. */
    static int give(String sign) throws IOException {
        Path file = Path.of(System.getProperty("it.dir"), sign);
        Files.writeString(
                file, System.getenv("SANDBOX_ID") + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Files.readAllLines(file).size();
    }

    static void await(String sign) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(Path.of(System.getProperty("it.dir"), sign))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited in vain for: " + sign);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
