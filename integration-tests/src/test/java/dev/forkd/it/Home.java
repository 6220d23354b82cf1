package dev.forkd.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What one test's child builds have for themselves: a directory for state, one for temporary files, one that
 * host and sandboxes share, and a mark in the environment of each of their processes.
 */
final class Home implements BeforeEachCallback, AfterEachCallback {

    /** The variable that marks the processes; handed to the workers too. */
    static final String MARK = "FORKD_IT_MARK";

    private Path root = Path.of("");
    private Path shared = Path.of("");
    private String mark = "";

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        open(context.getRequiredTestClass().getSimpleName());
    }

    /** For what is no test by itself. */
    void open(String label) throws IOException {
        mark = UUID.randomUUID().toString();
        String name = label + "-" + mark.substring(0, 8);
        root = Settings.path("it.directory").resolve(name);
        Files.createDirectories(state());
        Files.createDirectories(temporary());
        shared = makeShared();
    }

    /** A local sandbox has a /tmp of its own, so what it shares with the host must not lie below that. */
    private Path makeShared() throws IOException {
        if (!root.startsWith("/tmp")) {
            return Files.createDirectories(root.resolve("shared"));
        }
        return Files.createTempDirectory(Path.of("/var/tmp"), "forkd-it-");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close(context.getExecutionException().isPresent());
    }

    /** Kills what is left, and keeps the directory only if somebody will want to look at it. */
    void close(boolean keep) throws IOException {
        leftovers().processes().forEach(ProcessHandle::destroyForcibly);
        if (!shared.startsWith(root)) {
            Trees.delete(shared);
        }
        if (!keep) {
            Trees.delete(root);
        }
    }

    String mark() {
        return mark;
    }

    Path root() {
        return root;
    }

    Path state() {
        return root.resolve("state");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path shared() {
        return shared;
    }

    Leftovers leftovers() {
        return new Leftovers(this);
    }
}
