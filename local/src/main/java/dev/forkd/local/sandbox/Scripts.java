package dev.forkd.local.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What runs in sandboxes on the controller's behalf; they are files of their own so that tools can check them. */
final class Scripts {
    /**
     * Stands between the JVM and the command, because the JDK reports "killed by 9" and "exited with 137" as the
     * same number. A shell says something about a child that was killed, and nothing about one that exited: its
     * own error stream goes to a private file, the exit record, to which the exit code is added at the end. A record
     * without that last line means that the wrapper itself was killed.
     *
     * <p>Where sh is bash, its POSIX mode would keep quiet about killed children, and it counts SHLVL up.
     *
     * <p>The program is looked for first, since the agent reports a missing one differently from 127; not with
     * {@code command -v}, which would also find what is built into the shell.
     */
    static final String COMMAND = load("command.sh");

    /**
     * Becomes process 1 of the sandbox. The process id is read before the new /proc is mounted: the old one
     * still shows it as the controller sees it. The snapshot is entered before /tmp is mounted: a working
     * directory stays reachable underneath a mount, and for that reason it ends in /tmp itself, where the controller
     * finds the sandbox's files even when a command has mounted something else there. Copying also gives /tmp the mode
     * of the snapshot's directory, which is not for everybody. Orphans are not reaped, as in the real guest (contract
     * 7.1).
     */
    static final String NAMESPACE = load("namespace.sh");

    /**
     * Waits for the end of the controller and then kills what carries the mark. The mark is an argument here, not
     * a variable, so that this process and its helpers are not among its own victims. Signals of a terminal are
     * ignored, or Ctrl-C would end this process before the sandbox.
     */
    static final String PLAIN = load("plain.sh");

    /** Evaluates what it is asked to, see {@link Interpreter}. */
    static final String INTERPRETER = load("interpreter.py");

    private Scripts() {}

    private static String load(String name) {
        // Relative to this class, so that relocating the package moves both.
        try (InputStream script = Scripts.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
