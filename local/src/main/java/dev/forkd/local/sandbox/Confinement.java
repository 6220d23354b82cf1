package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The operations that differ between the two kinds of sandbox: starting processes in a sandbox, and ending the sandbox.
 */
sealed interface Confinement permits NamespaceConfinement, PlainConfinement {

    /** The id of the process that represents the sandbox, as the host sees it. */
    long pid();

    /** A command prefix that makes the command after it run inside the sandbox; empty if none is needed. */
    List<String> entry();

    /** The complete environment of a command (contract 7.2). */
    Map<String, String> environment();

    /** The working directory of a command, as a path for the controller. */
    Path workingDirectory();

    /**
     * A path by which a command in the sandbox can open {@code file} for writing, provided that {@code file} is its
     * stdin.
     */
    String writableStdin(Path file);

    /** The directory of the sandbox's files, as a path for the controller. */
    Path files();

    /** Tells whether the sandbox has a network that it shares with no other sandbox. */
    boolean ownNetwork();

    /** Lists the living processes in the sandbox, as this machine sees them. */
    List<ProcessHandle> processes();

    /** Starts a process that enters the sandbox; fails once the sandbox is being killed. */
    Process launch(ProcessBuilder command) throws IOException;

    /** Tells whether the sandbox's first process is still running. */
    boolean alive();

    /** Waits until the sandbox's first process has ended; {@code false} if it still runs after the limit. */
    boolean awaitDeath(Duration limit) throws InterruptedException;

    /**
     * Kills all processes in the sandbox with SIGKILL, waits for their end and removes the sandbox's files. Calling it
     * again does nothing.
     */
    void kill();
}
