package dev.forkd.engine.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Poll;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.EventStream;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.channel.ProtocolException;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.place.Place;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a {@link WaitingWorker} that is warm or, if there is a {@link SetUp}, has set up a class. */
final class WaitingWorkerStart {

    private static final Duration MAX_POLL = Duration.ofSeconds(1);
    private static final Duration MAX_SILENCE = Duration.ofMillis(30 * Protocol.HEARTBEAT_MILLIS);
    private static final byte[] NOTHING = {};

    private final Duration startTimeout;
    private final EventDecoder decoder;
    private final Optional<SetUp> setUp;
    private final Host host;

    WaitingWorkerStart(Duration startTimeout, EventDecoder decoder, Optional<SetUp> setUp, Host host) {
        this.startTimeout = startTimeout;
        this.decoder = decoder;
        this.setUp = setUp;
        this.host = host;
    }

    /**
     * Starts a worker, and returns when the worker waits to be copied.
     *
     * @param sandbox the primer
     * @param place the place in the primer
     * @return the worker; empty if it must not be copied, in which case the user was told why
     */
    Optional<WaitingWorker> in(Sandbox sandbox, Place place) {
        String why;
        try {
            Map<String, String> environment = WorkerIdentity.ofNobody();
            setUp.ifPresent(what -> {
                environment.put(Protocol.WAIT_VARIABLE, Protocol.WAIT_FOR_TESTS);
                host.say("forkd: setting up " + OutputTail.clean(what.name())
                        + " once, in a sandbox that each of its tests is then forked from.");
            });
            RemoteProcess process = sandbox.start(place.command(environment).build());
            boolean waits = false;
            try {
                setUp.ifPresent(what -> order(process, sandbox, what));
                Optional<String> objection = objection(process);
                if (objection.isEmpty()) {
                    waits = true;
                    return Optional.of(new WaitingWorker(process, place, host));
                }
                why = objection.get();
            } finally {
                if (!waits) {
                    // Otherwise the branch of this sandbox would contain the process.
                    process.kill();
                }
            }
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            why = OutputTail.clean(String.valueOf(e.getMessage()));
        }
        host.say("forkd: each worker is started by itself, because one that waits cannot be copied: " + why);
        return Optional.empty();
    }

    /**
     * Tells the worker to set up the class. It does that as the only worker of the run, because it is not known yet
     * which workers its copies will be.
     */
    private static void order(RemoteProcess process, Sandbox sandbox, SetUp what) {
        List<WorkerCommand> commands = List.of(
                new WorkerCommand.Become(new WorkerIdentity(0, 1, sandbox.id()).variables(), System.nanoTime()),
                new WorkerCommand.Configure(what.parameters()),
                // Each copy is told later how many it may freeze. Here it only matters whether failed tests are
                // watched.
                new WorkerCommand.Freeze(what.freeze()),
                new WorkerCommand.Run(1, what.ids()));
        StringBuilder lines = new StringBuilder();
        commands.forEach(command -> lines.append(command.toLine()).append('\n'));
        process.send(lines.toString().getBytes(US_ASCII));
    }

    private Optional<String> objection(RemoteProcess process) {
        Duration within = setUp.map(what -> startTimeout.plus(what.within())).orElse(startTimeout);
        EventStream events = new EventStream(decoder);
        OutputTail tail = new OutputTail();
        long begin = System.nanoTime();
        long deadline = begin + within.toNanos();
        // A worker that warms up says nothing; one that sets up a class does.
        long silent = begin + startTimeout.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                Poll poll = process.poll(MAX_POLL);
                WaitingWorker.keep(poll, tail);
                for (EventStream.ReceivedEvent event :
                        events.append(poll.chunks().getOrDefault(Protocol.EVENT_STREAM, NOTHING))) {
                    silent = System.nanoTime() + MAX_SILENCE.toNanos();
                    if (event.line().event() instanceof WorkerEvent.Waiting waiting) {
                        return waiting.objections().stream().findFirst().map(OutputTail::clean);
                    }
                    if (event.line().event() instanceof WorkerEvent.Broken broken) {
                        return Optional.of(OutputTail.clean(broken.throwable().text()));
                    }
                }
                if (System.nanoTime() > silent) {
                    return Optional.of("it gave no sign of life");
                }
                if (poll.exit().isPresent()) {
                    return Optional.of("it ended, " + poll.exit().get() + ". " + tail.text());
                }
            }
            return Optional.of("it was not ready within " + within.toSeconds() + " s");
        } catch (ProtocolException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
