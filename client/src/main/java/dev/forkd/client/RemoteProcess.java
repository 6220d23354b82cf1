package dev.forkd.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process in a sandbox, built on the controller's exec, which offers none (contract 6.3 to 6.6). Its output can be
 * read while it runs, its stdin can be written to, its true exit status is known, and it can be killed with all its
 * descendants.
 *
 * <p>Thread-safe; one thread may poll while others send or kill. A call whose answer was lost is repeated without
 * losing or doubling a byte. All methods throw a {@link SandboxLostException} when the sandbox is gone: at once if it
 * was deleted, otherwise after two failures in a row followed by two unanswered pings.
 */
public final class RemoteProcess {
    private static final int MAX_PER_STREAM = 1 << 20;
    private static final int MAX_PER_POLL = 3 << 20;

    /** Short, because a poll of a dying sandbox hangs for its timeout plus 5 seconds (contract 6.4). */
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Sandbox sandbox;
    private final Shell shell;
    private final String directory;
    private final RemoteCommand command;
    private final ProcessTools tools;
    private final ProcessInput input;
    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private final Object pollLock = new Object();
    private final Deadline hostDeadline;
    private @Nullable Deadline lastChance;
    private long turn;
    private @Nullable ExitStatus exit;

    RemoteProcess(Sandbox sandbox, String directory, RemoteCommand command, List<String> streams) {
        this(sandbox, directory, command, streams, null);
    }

    private RemoteProcess(
            Sandbox sandbox,
            String directory,
            RemoteCommand command,
            List<String> streams,
            @Nullable ProcessInput input) {
        this.sandbox = sandbox;
        this.shell = sandbox.shell();
        this.directory = directory;
        this.command = command;
        this.tools = new ProcessTools(shell, sandbox.functions(), directory);
        this.input = input == null ? new ProcessInput(tools) : input.in(tools);
        streams.forEach(stream -> offsets.put(stream, 0L));
        this.hostDeadline =
                Deadline.in(command.deadline().plus(sandbox.client().timeouts().deadlineGrace()));
    }

    /**
     * Returns the directory in the guest that holds the process's files.
     *
     * @return an absolute path below the work directory
     */
    public String directory() {
        return directory;
    }

    /**
     * Tells whether a poll costs the guest next to nothing, because its agent reads the files itself.
     *
     * @return {@code false} if each poll starts a few processes in the guest, and before the first poll
     */
    public boolean looksAreCheap() {
        return sandbox.functions().answers();
    }

    /**
     * Follows this process into a sandbox that was forked from a branch of this process's sandbox: the copy in the fork
     * goes on from where this process was when the branch was taken. Nothing is sent.
     *
     * @param fork a sandbox spawned from the branch
     * @return the copy, with this object's current offsets: do not poll or send between the branch and this call
     */
    public RemoteProcess in(Sandbox fork) {
        var copy = new RemoteProcess(fork, directory, command, List.of(), input);
        synchronized (pollLock) {
            copy.offsets.putAll(offsets);
            copy.turn = turn;
        }
        return copy;
    }

    /**
     * Waits in the guest for new output or for the end, and returns up to 1 MiB of each stream (less with more than
     * three streams). If the command's deadline has passed and nothing in the guest has ended the process, this method
     * ends it.
     *
     * @param maxWait how long to wait if there is nothing new, at most 20 seconds; zero does not wait
     * @return new bytes, and how the process ended once everything was read; further polls return the same end
     * @throws GuestException if the process's supervisor was killed, so that nobody can tell how the process ended
     */
    public Poll poll(Duration maxWait) {
        synchronized (pollLock) {
            if (exit != null) {
                return new Poll(Map.of(), Optional.of(exit));
            }
            if (hostDeadline.passed()) {
                return overdue();
            }
            PollAnswer answer = ask(min(min(maxWait, MAX_WAIT), hostDeadline.remaining()));
            Poll poll = accept(answer);
            if (answer.dead() && answer.end() == null && poll.chunks().isEmpty()) {
                throw abandoned();
            }
            return poll;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /**
     * Ends a process that should have been ended in the guest. The guest's watcher runs as the same user as the
     * process, which may have killed or stopped it. So the deadline is also kept on this side, and no answer of the
     * guest extends it.
     */
    private Poll overdue() {
        Deadline last = lastChance;
        if (last == null) {
            last = Deadline.in(sandbox.client().timeouts().deadlineGrace());
            lastChance = last;
            killQuietly();
        }
        Poll poll = last.passed() ? new Poll(Map.of(), Optional.empty()) : accept(ask(Duration.ZERO));
        if (exit == null && poll.chunks().isEmpty()) {
            exit = new ExitStatus.DeadlineExceeded(command.deadline());
        } else if (exit instanceof ExitStatus.Killed) {
            exit = new ExitStatus.DeadlineExceeded(command.deadline());
        }
        return new Poll(poll.chunks(), Optional.ofNullable(exit));
    }

    /** Kills a process that has no supervisor left in the guest. */
    private GuestException abandoned() {
        killQuietly();
        return supervisorKilled();
    }

    private void killQuietly() {
        try {
            kill();
        } catch (InterruptedOperationException | SandboxLostException e) {
            throw e;
        } catch (ForkdException e) {
            return; // The failure that led here says more, and the sandbox will be deleted.
        }
    }

    private PollAnswer ask(Duration wait) {
        turn++;
        List<Object> arguments = new ArrayList<>();
        arguments.add(turn);
        arguments.add(wait.toMillis());
        arguments.add(Math.min(MAX_PER_STREAM, MAX_PER_POLL / offsets.size()));
        offsets.forEach((stream, offset) -> {
            arguments.add(stream);
            arguments.add(offset);
        });
        String answer;
        try {
            answer = tools.quickly("poll", "poll", wait.plusSeconds(10), arguments);
        } catch (SandboxLostException e) {
            throw lost(e);
        }
        try {
            return PollAnswer.parse(answer, offsets.keySet(), MAX_PER_STREAM);
        } catch (MalformedException e) {
            throw new UnreadableAnswerException(shell.failure("poll")
                    .because("the guest's answer is not one: " + e.getMessage())
                    .advice("Something in the guest may have changed " + Text.shown(directory))
                    .cause(e));
        }
    }

    private Poll accept(PollAnswer answer) {
        Map<String, byte[]> chunks = new HashMap<>();
        boolean readToTheEnd = true;
        for (Map.Entry<String, Long> offset : offsets.entrySet()) {
            byte[] chunk = answer.chunks().get(offset.getKey());
            if (chunk != null && chunk.length > 0) {
                chunks.put(offset.getKey(), chunk);
                offset.setValue(offset.getValue() + chunk.length);
            }
            readToTheEnd &= offset.getValue() >= answer.sizes().getOrDefault(offset.getKey(), 0L);
        }
        PollAnswer.End end = answer.end();
        if (end != null && readToTheEnd) {
            exit = status(end);
        }
        return new Poll(chunks, Optional.ofNullable(exit));
    }

    private ExitStatus status(PollAnswer.End end) {
        return switch (end.how()) {
            case EXITED -> new ExitStatus.Exited(end.number());
            case SIGNALED -> new ExitStatus.Signaled(end.number());
            case DEADLINE -> new ExitStatus.DeadlineExceeded(command.deadline());
            case KILLED -> new ExitStatus.Killed();
            case ABANDONED -> new ExitStatus.Abandoned();
            case LOST -> throw supervisorKilled();
        };
    }

    private GuestException supervisorKilled() {
        return shell.guestFailure(
                GuestException.Reason.KILLED,
                "poll",
                "the supervisor of the process was killed, so how the process ended is unknown" + progress(),
                "The guest may be out of memory, or the process killed everything around it");
    }

    private SandboxLostException lost(SandboxLostException e) {
        return new SandboxLostException(shell.failure("poll")
                .because(e.why() + progress())
                .advice("What the process had not yet printed is lost")
                .cause(e));
    }

    private String progress() {
        return "; read so far in bytes: " + offsets;
    }

    /**
     * Appends to the process's stdin, in the order of the calls.
     *
     * @param bytes any bytes; an empty array does nothing
     * @throws GuestException with {@code ENDED} if the process has ended; with {@code NO_SPACE} if the process does not
     *     read and the guest's memory file system is full
     * @throws IllegalStateException after {@link #closeInput()}, or after an earlier call that failed and may or may
     *     not have been received
     */
    public void send(byte[] bytes) {
        input.send(bytes);
    }

    /**
     * Closes the process's stdin after everything that was sent. Calling it again does nothing.
     *
     * @throws IllegalStateException after a {@link #send} that failed and may or may not have been received
     */
    public void closeInput() {
        input.close();
    }

    /**
     * Sends a signal to the process's group; does nothing when the process has ended.
     *
     * @param number the guest's number of the signal, 1 to 64, for example 3 for a Java thread dump
     */
    public void signal(int number) {
        if (number < 1 || number > 64) {
            throw Checks.refused("signal", "there is no signal " + number, "Use 1 to 64");
        }
        tools.once("signal", "signal", TIMEOUT, List.of(Integer.toString(number)));
    }

    /**
     * Kills the process with all its descendants, including those that left its process group or became daemons, and
     * waits until they are dead. Its remaining output can still be polled. Does nothing if the process has ended.
     */
    public void kill() {
        tools.persistently("kill", "stop", TIMEOUT, List.of());
    }

    /**
     * Polls until the process ends.
     *
     * @param within how long to wait; the process itself is left running if this passes
     * @param listener receives the output, on this thread
     * @return how the process ended
     * @throws DeadlineException if the process still runs after that time
     */
    public ExitStatus waitFor(Duration within, OutputListener listener) {
        Deadline deadline = Deadline.in(within);
        while (true) {
            Poll poll = poll(deadline.remaining());
            poll.chunks().forEach(listener::onOutput);
            if (poll.exit().isPresent()) {
                return poll.exit().get();
            }
            if (deadline.passed()) {
                throw new DeadlineException(shell.failure("waitFor")
                        .because("the process still runs after " + within.toMillis() + " ms")
                        .advice("Kill it, or wait longer"));
            }
        }
    }

    /** Removes the process's files, which take up the guest's memory. Call this only when the process has ended. */
    public void discard() {
        shell.persistently("discard", "rm -rf \"$1\"", TIMEOUT, List.of(directory));
    }

    /** {@return sandbox and directory, for messages} */
    @Override
    public String toString() {
        return "RemoteProcess[" + sandbox.id() + ", " + Text.shown(directory) + "]";
    }
}
