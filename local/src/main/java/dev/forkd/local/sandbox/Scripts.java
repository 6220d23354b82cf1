package dev.forkd.local.sandbox;

import dev.forkd.wire.files.PackagedText;

/** What runs in sandboxes on the controller's behalf; they are files of their own so that tools can check them. */
final class Scripts {
    /**
     * Runs between the JVM and the command, because the JDK cannot distinguish "killed by signal 9" from "exited with
     * 137". A shell prints a message about a child that was killed, and nothing about one that exited. So the shell's
     * own stderr goes to a private file, the exit record, and the exit code is appended at the end. A record without
     * that last line means that the wrapper itself was killed.
     *
     * <p>If sh is bash, its POSIX mode is switched off, as it suppresses the message about killed children; SHLVL is
     * reset, as bash increments it.
     *
     * <p>The program is looked for first, since the agent reports a missing program differently from exit code 127.
     * {@code command -v} does not serve for this, because it also finds shell builtins.
     */
    static final String COMMAND = load("command.sh");

    /**
     * Becomes process 1 of the sandbox. The order of the steps matters:
     *
     * <p>The process id is read before the new /proc is mounted, because the old /proc still shows the id that the
     * controller sees. The script enters the snapshot's directory before it mounts /tmp, because a working directory
     * stays reachable underneath a mount. For the same reason the script ends in /tmp itself: the controller finds the
     * sandbox's files through its working directory, even if a command mounts something else on /tmp. Copying gives
     * /tmp the mode of the snapshot's directory, so the mode is set again for everybody to write. Orphans are not
     * reaped, as in the real guest (contract 7.1).
     */
    static final String NAMESPACE = load("namespace.sh");

    /**
     * Waits for the end of the controller and then kills all processes that carry the mark. This script gets the mark
     * as an argument and not as a variable, so that it does not kill itself and its helpers. Terminal signals are
     * ignored, because Ctrl-C would otherwise end this process before it has cleaned up.
     */
    static final String PLAIN = load("plain.sh");

    /** Evaluates what it is asked to, see {@link Interpreter}. */
    static final String INTERPRETER = load("interpreter.py");

    private Scripts() {}

    private static String load(String name) {
        return PackagedText.of(Scripts.class, name);
    }
}
