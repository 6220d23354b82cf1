package dev.forkd.engine.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Poll;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.client.SandboxLostException;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.place.Place;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerCommand;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * A worker JVM that waits in the primer to be copied together with its sandbox. It is warm, or has even set up a class.
 * Each copy is told which worker it is, and goes on as the worker of its own sandbox.
 */
final class WaitingWorker {

    private static final Duration MAX_POLL = Duration.ofSeconds(1);
    /** Short, because a copy has nothing to load. */
    private static final Duration WAKES_WITHIN = Duration.ofSeconds(20);

    private static final byte[] NOTHING = {};

    private final RemoteProcess process;
    private final Place place;
    private final Host host;
    private final SecureRandom random = new SecureRandom();

    WaitingWorker(RemoteProcess process, Place place, Host host) {
        this.process = process;
        this.place = place;
        this.host = host;
    }

    /** Returns the place in which it waits. */
    Place place() {
        return place;
    }

    /**
     * Lets the copy in a fork go on.
     *
     * @param fork a sandbox forked from the primer
     * @param identity tells the copy which worker it is
     * @return the copy's process; empty if the copy does not go on, in which case it was killed
     */
    Optional<RemoteProcess> wake(Sandbox fork, WorkerIdentity identity) {
        RemoteProcess copy = process.in(fork);
        String line = new WorkerCommand.Become(identity.variables(), random.nextLong()).toLine() + "\n";
        String why;
        try {
            copy.send(line.getBytes(US_ASCII));
            // A second process object, so that the worker's driver still reads everything from the beginning.
            OutputTail tail = new OutputTail();
            Poll look = look(copy.in(fork), tail);
            if (look.chunks().getOrDefault(Protocol.EVENT_STREAM, NOTHING).length > 0) {
                return Optional.of(copy);
            }
            why = look.exit()
                    .map(exit -> "it ended, " + exit + ". " + tail.text())
                    .orElse("it gave no sign of life");
            copy.kill();
        } catch (InterruptedOperationException | SandboxLostException e) {
            throw e;
        } catch (ForkdException e) {
            why = String.valueOf(e.getMessage());
        }
        host.say("forkd: the worker in sandbox " + fork.id() + " is started anew, because the copy did not go on: "
                + OutputTail.clean(why));
        return Optional.empty();
    }

    private static Poll look(RemoteProcess copy, OutputTail tail) {
        long deadline = System.nanoTime() + WAKES_WITHIN.toNanos();
        Poll poll = copy.poll(MAX_POLL);
        keep(poll, tail);
        while (poll.chunks().getOrDefault(Protocol.EVENT_STREAM, NOTHING).length == 0
                && poll.exit().isEmpty()
                && System.nanoTime() < deadline) {
            poll = copy.poll(MAX_POLL);
            keep(poll, tail);
        }
        return poll;
    }

    static void keep(Poll poll, OutputTail tail) {
        poll.chunks().forEach((stream, bytes) -> {
            if (!stream.equals(Protocol.EVENT_STREAM)) {
                tail.append(bytes);
            }
        });
    }
}
