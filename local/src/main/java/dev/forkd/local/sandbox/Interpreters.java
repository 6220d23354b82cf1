package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Starts the interpreters of sandboxes, if this machine has a Python. Thread-safe. */
final class Interpreters {
    private final Optional<Path> python;
    private final Map<String, String> environment;
    private final ExecutorService readers;

    /**
     * Looks for the program.
     *
     * @param python a name, a path, or {@code off}
     * @param environment variables in addition to a sandbox's own
     * @param readers runs the threads that read answers
     */
    Interpreters(String python, Map<String, String> environment, ExecutorService readers) {
        this.python = python.equals("off") ? Optional.empty() : Programs.findBinary(python);
        this.environment = Map.copyOf(environment);
        this.readers = readers;
    }

    Optional<Interpreter> start(Confinement sandbox) throws IOException {
        return python.isEmpty()
                ? Optional.empty()
                : Optional.of(Interpreter.start(sandbox, python.get(), environment, readers));
    }
}
