package it.engines;

import dev.forkd.junit.SandboxContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a test runs: with the engine, in a sandbox. */
final class Where {
    private Where() {}

    static void mustBeInSandbox() {
        if (Boolean.getBoolean("it.engine") && !SandboxContext.current().insideSandbox()) {
            throw new AssertionError("not in a sandbox");
        }
    }

    /** What has a JVM of its own finds static fields as they were made. */
    static void mustBeFirst(int count) {
        mustBeInSandbox();
        if (Boolean.getBoolean("it.engine") && count > 0) {
            throw new AssertionError("another method has been here");
        }
    }

    /** What must never run, leaves a file. */
    static void leaveTrace(Class<?> of) {
        try {
            Files.createFile(Path.of(System.getProperty("it.dir"), of.getSimpleName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
