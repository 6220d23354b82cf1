package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.client.ExitStatus;
import dev.forkd.client.GuestException;
import dev.forkd.client.Poll;
import dev.forkd.client.RemoteProcess;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.EventStream;
import dev.forkd.engine.channel.EventStream.ReceivedEvent;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.place.Place;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives one worker: hands it batches, one ahead of the one that runs, and carries its events to the
 * ledger. Throws when the worker is lost. Used by one thread at a time.
 */
final class WorkerDriver {

    private static final int BATCHES_AHEAD = 2;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(100);
    private static final Duration LONG_PAUSE = Duration.ofMillis(400);
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(30 * Protocol.HEARTBEAT_MILLIS);

    private final RemoteProcess process;
    private final Place place;
    private final String name;
    private final EventStream events;
    private final Duration startTimeout;
    private final AttachmentFetcher attachments;
    private final EventEncoder encoder = new EventEncoder();
    private final Map<Integer, List<Unit>> batches = new LinkedHashMap<>();
    private final Set<Integer> discovered = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private final Map<Integer, ThrowableData> batchFailures = new LinkedHashMap<>();
    private final OutputTail tail = new OutputTail();
    private final long startNanos = System.nanoTime();
    private int nextBatch = 1;
    private @Nullable ExitStatus exit;
    private long clockOffsetMicros;
    private boolean greeted;
    private long lastSignNanos = startNanos;
    private @Nullable String lastUnit;
    private @Nullable Map<String, String> configured;
    private @Nullable UnitListener listener;

    WorkerDriver(
            WorkerLauncher.Started worker,
            String name,
            EventDecoder decoder,
            Duration startTimeout,
            AttachmentFetcher attachments) {
        this.process = worker.process();
        this.place = worker.place();
        this.name = name;
        this.events = new EventStream(decoder);
        this.startTimeout = startTimeout;
        this.attachments = attachments;
    }

    /** Whether the worker has ever spoken. One that never did will not do so in another sandbox either. */
    boolean greeted() {
        return greeted;
    }

    /** The units that the worker has and that may not have ended. */
    List<Unit> assigned() {
        return batches.values().stream().flatMap(List::stream).toList();
    }

    /** The units that the worker was only about to discover when its JVM ended: it may have been one of them. */
    List<Unit> suspects() {
        return batches.entrySet().stream()
                .findFirst()
                .filter(batch -> greeted && exit != null && !discovered.contains(batch.getKey()))
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    /** What a test that ran when the worker was lost fails with: what the worker said itself, if it still did. */
    ThrowableData reasonOf(WorkerLostException loss) {
        return batchFailures.values().stream().findFirst().orElseGet(() -> Reasons.of(loss));
    }

    /**
     * Works until every unit has ended.
     *
     * @param work what to do
     * @param told hears what the worker tells
     * @param toTheEnd whether to wait until the worker has nothing left to tell, so that it can be given more
     */
    void drive(Work work, UnitListener told, boolean toTheEnd) throws InterruptedException {
        Ledger ledger = work.ledger();
        lastSignNanos = System.nanoTime();
        lastUnit = null;
        listener = told;
        if (!work.parameters().equals(configured)) {
            configured = work.parameters();
            send(new WorkerCommand.Configure(configured), ledger);
        }
        while (!ledger.complete() || (toTheEnd && !batches.isEmpty() && !ledger.cancelled())) {
            handOut(work);
            Poll poll = process.poll(LONGEST_POLL);
            take(poll, ledger);
            refuseSilence();
            if (poll.exit().isPresent()) {
                throw lost(poll.exit().get());
            }
            // Each poll costs the guest a few processes: what comes soon after is fetched with the next one. A worker
            // that has a batch ahead does not wait for us meanwhile.
            TimeUnit.MILLISECONDS.sleep((batches.size() < BATCHES_AHEAD ? SHORT_PAUSE : LONG_PAUSE).toMillis());
        }
    }

    private void handOut(Work work) {
        while (batches.size() < BATCHES_AHEAD) {
            List<Unit> batch =
                    batches.isEmpty() ? work.queue().take() : work.queue().takeAhead();
            if (batch.isEmpty()) {
                return;
            }
            int number = nextBatch++;
            batches.put(number, batch);
            batch.forEach(unit -> held.add(unit.id()));
            List<String> ids =
                    batch.stream().flatMap(unit -> unit.selectors().stream()).toList();
            send(new WorkerCommand.Run(number, ids), work.ledger());
        }
    }

    /** What the worker sees. */
    Place place() {
        return place;
    }

    /** Lets the worker end by itself. */
    void dismiss(Duration patience) throws InterruptedException {
        process.send((new WorkerCommand.Stop().toLine() + "\n").getBytes(US_ASCII));
        long deadline = System.nanoTime() + patience.toNanos();
        while (exit == null && System.nanoTime() < deadline) {
            exit = process.poll(LONGEST_POLL).exit().orElse(null);
        }
    }

    private void send(WorkerCommand command, Ledger ledger) {
        try {
            process.send((command.toLine() + "\n").getBytes(US_ASCII));
        } catch (GuestException e) {
            // Most likely the process has ended: then how it ended and what it printed says more.
            Poll poll = process.poll(LONGEST_POLL);
            take(poll, ledger);
            throw poll.exit().map(status -> (RuntimeException) lost(status)).orElse(e);
        }
    }

    private void take(Poll poll, Ledger ledger) {
        poll.chunks().forEach((stream, bytes) -> {
            if (stream.equals(Protocol.EVENT_STREAM)) {
                for (ReceivedEvent event : events.append(bytes)) {
                    lastSignNanos = System.nanoTime();
                    handle(event, ledger);
                }
            } else {
                tail.append(bytes);
            }
        });
    }

    private void handle(ReceivedEvent received, Ledger ledger) {
        WorkerEvent event = received.line().event();
        if (event instanceof WorkerEvent.Hello hello) {
            greet(hello, received.line().micros());
        } else if (event instanceof WorkerEvent.BatchFailed failed) {
            batchFailures.put(failed.batch(), failed.throwable());
        } else if (event instanceof WorkerEvent.BatchStarted started) {
            discovered.add(started.batch());
        } else if (event instanceof WorkerEvent.BatchFinished finished) {
            endBatch(finished.batch(), ledger);
        } else if (event instanceof NodeEvent node) {
            String unit = UnitIds.unitOf(node);
            String target = unit == null ? lastUnit : unit;
            if (target != null && holds(target)) {
                lastUnit = target;
                long micros = received.line().micros() + clockOffsetMicros;
                accept(target, micros, node, received.text(), ledger);
            }
        }
    }

    /** A sandbox is heard about the units that it was given, and about no others. */
    private boolean holds(String unit) {
        return held.contains(unit);
    }

    private void accept(String unit, long micros, NodeEvent event, String line, Ledger ledger) {
        UnitListener told = listener;
        if (told != null) {
            told.heard(unit, micros, event);
        }
        if (event instanceof WorkerEvent.FilePublished file) {
            // Fetched now: the sandbox is gone when its turn to be replayed comes.
            WorkerEvent.FilePublished here = attachments.fetch(file);
            ledger.accept(unit, micros, here, encoder.encode(new EventLine(0, micros, here)));
        } else {
            ledger.accept(unit, micros, event, line);
        }
    }

    private void greet(WorkerEvent.Hello hello, long micros) {
        if (hello.protocol() != Protocol.VERSION) {
            throw lost("it speaks version " + hello.protocol() + " of the protocol, not " + Protocol.VERSION);
        }
        greeted = true;
        clockOffsetMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime()) - micros;
    }

    private void endBatch(int number, Ledger ledger) {
        List<Unit> batch = batches.remove(number);
        if (batch != null) {
            discovered.remove(number);
            batch.forEach(unit -> held.remove(unit.id()));
            ThrowableData failure = batchFailures.remove(number);
            ThrowableData reason = failure != null
                    ? failure
                    : Reasons.of(new WorkerLostException(
                            "The worker in " + name + " ran this class but reported no end of it."));
            ledger.batchEnded(batch, reason);
        }
    }

    private void refuseSilence() {
        Duration silence = Duration.ofNanos(System.nanoTime() - lastSignNanos);
        if (!greeted && silence.compareTo(startTimeout) > 0) {
            throw lost("it did not start within " + startTimeout.toSeconds() + " s (forkd.start-timeout-secs)");
        }
        if (greeted && silence.compareTo(LONGEST_SILENCE) > 0) {
            throw lost("it gave no sign of life for " + LONGEST_SILENCE.toSeconds() + " s");
        }
    }

    private WorkerLostException lost(String why) {
        String printed = tail.text();
        List<String> parts = new ArrayList<>(List.of("The worker in " + name + " was lost: " + why + "."));
        if (!printed.isEmpty()) {
            parts.add("It printed last:\n" + printed);
        }
        return new WorkerLostException(String.join(" ", parts));
    }

    private WorkerLostException lost(ExitStatus status) {
        exit = status;
        return lost(explain(status));
    }

    private static String explain(ExitStatus exit) {
        if (exit instanceof ExitStatus.Exited exited) {
            return "its JVM ended with exit code " + exited.code()
                    + (exited.code() == Protocol.EXIT_BROKEN
                            ? " (it could not go on; is its temporary directory full? All that tests print goes there)"
                            : " (does a test call System.exit?)");
        }
        if (exit instanceof ExitStatus.Signaled signaled) {
            return "its JVM was killed by signal " + signaled.number()
                    + (signaled.number() == 9 ? " (out of memory in the guest?)" : "");
        }
        if (exit instanceof ExitStatus.DeadlineExceeded exceeded) {
            return "it ran longer than " + exceeded.deadline().toSeconds() + " s (forkd.exec-timeout-secs)";
        }
        return "its process ended: " + exit;
    }
}
