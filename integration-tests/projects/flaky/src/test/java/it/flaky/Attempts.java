package it.flaky;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
}
