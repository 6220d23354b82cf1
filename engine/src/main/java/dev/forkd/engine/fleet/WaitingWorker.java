package dev.forkd.engine.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Poll;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.client.SandboxLostException;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.EventStream;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.channel.ProtocolException;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.place.Place;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * A warm worker JVM that waits in the primer to be copied together with its sandbox. Each copy is told which worker it
 * is, and goes on as the worker of its own sandbox.
 */
final class WaitingWorker {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
    /** Short, because a copy has nothing to load. */
    private static final Duration WAKES_WITHIN = Duration.ofSeconds(20);

    private static final byte[] NOTHING = {};

    private final RemoteProcess process;
    private final Place place;
    private final Host host;
    private final SecureRandom random = new SecureRandom();

    private WaitingWorker(RemoteProcess process, Place place, Host host) {
        this.process = process;
        this.place = place;
        this.host = host;
    }

    /**
     * Starts a worker and waits until it is warm.
     *
     * @param sandbox the primer
     * @param place the place in the primer
     * @param within how long that may take
     * @param decoder decodes the worker's events
     * @param host shows why there is none
     * @return the worker; empty if it must not be copied
     */
    static Optional<WaitingWorker> start(
            Sandbox sandbox, Place place, Duration within, EventDecoder decoder, Host host) {
        String why;
        try {
            RemoteProcess process =
                    sandbox.start(place.command(WorkerIdentity.ofNobody()).build());
            Optional<String> objection = objection(process, within, decoder);
            if (objection.isEmpty()) {
                return Optional.of(new WaitingWorker(process, place, host));
            }
            why = objection.get();
            process.kill();
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            why = OutputTail.clean(String.valueOf(e.getMessage()));
        }
        host.say("forkd: each worker is started by itself, because one that waits cannot be copied: " + why);
        return Optional.empty();
    }

    private static Optional<String> objection(RemoteProcess process, Duration within, EventDecoder decoder) {
        EventStream events = new EventStream(decoder);
        OutputTail tail = new OutputTail();
        long deadline = System.nanoTime() + within.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                Poll poll = process.poll(LONGEST_POLL);
                keep(poll, tail);
                for (EventStream.ReceivedEvent event :
                        events.append(poll.chunks().getOrDefault(Protocol.EVENT_STREAM, NOTHING))) {
                    if (event.line().event() instanceof WorkerEvent.Waiting waiting) {
                        return waiting.objections().stream().findFirst().map(OutputTail::clean);
                    }
                }
                if (poll.exit().isPresent()) {
                    return Optional.of("it ended, " + poll.exit().get() + ". " + tail.text());
                }
            }
            return Optional.of("it was not warm within " + within.toSeconds() + " s");
        } catch (ProtocolException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
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
        Poll poll = copy.poll(LONGEST_POLL);
        keep(poll, tail);
        while (poll.chunks().getOrDefault(Protocol.EVENT_STREAM, NOTHING).length == 0
                && poll.exit().isEmpty()
                && System.nanoTime() < deadline) {
            poll = copy.poll(LONGEST_POLL);
            keep(poll, tail);
        }
        return poll;
    }

    private static void keep(Poll poll, OutputTail tail) {
        poll.chunks().forEach((stream, bytes) -> {
            if (!stream.equals(Protocol.EVENT_STREAM)) {
                tail.append(bytes);
            }
        });
    }
}
