package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What differs between the two kinds of sandbox: how to get a process into it, and how to end it. */
sealed interface Confinement permits NamespaceConfinement, PlainConfinement {

    /** Host process id of the process that stands for the sandbox. */
    long pid();

    /** Command that runs the command appended to it inside the sandbox; empty when nothing is needed. */
    List<String> entry();

    /** The whole environment of a command (contract 7.2). */
    Map<String, String> environment();

    /** Working directory of a command, as the controller sees it. */
    Path workingDirectory();

    /** Name under which a command in the sandbox can open {@code file} for writing when it has it as stdin. */
    String writableStdin(Path file);

    /** The sandbox's files, as the controller sees them. */
    Path files();

    /** Whether it has a network that no other sandbox shares. */
    boolean ownNetwork();

    /** Starts a process that enters the sandbox, unless it is being killed. */
    Process launch(ProcessBuilder command) throws IOException;

    /** Whether the sandbox's first process still runs. */
    boolean alive();

    /** Waits until the sandbox's first process has ended; {@code false} when it has not within the limit. */
    boolean awaitDeath(Duration limit) throws InterruptedException;

    /** Kills everything in the sandbox with SIGKILL, waits for the end and removes its files. Idempotent. */
    void kill();
}
