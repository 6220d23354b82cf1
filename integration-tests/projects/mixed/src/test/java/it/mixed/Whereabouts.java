package it.mixed;

import dev.forkd.junit.SandboxContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends to a file that host and sandboxes share where a test runs; what is printed is the same everywhere. */
final class Whereabouts {
    private Whereabouts() {}

    static void tell(String test) {
        SandboxContext sandbox = SandboxContext.current();
        String line = test + " " + (sandbox.insideSandbox() ? sandbox.id() : "here") + " "
                + ProcessHandle.current().pid() + " " + System.getenv("MIXED_GREETING") + "\n";
        try {
            Files.writeString(
                    Path.of(System.getProperty("it.dir"), "whereabouts"),
                    line,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(test + " runs");
    }
}
