package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.client.ExitStatus;
import dev.forkd.client.GuestException;
import dev.forkd.client.Poll;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.EventStream;
import dev.forkd.engine.channel.EventStream.ReceivedEvent;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.PlanEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives one worker: hands it plans, grants their units a little ahead of what it runs, and carries its events to the
 * ledger. Throws when the worker is lost. Used by one thread at a time.
 */
final class WorkerDriver {

    /** One that runs, and one that the worker can go on with at once. */
    private static final int MOST_PLANS = 2;
    /** How long the units that are granted ahead should take: longer than it takes to grant more. */
    private static final long AHEAD_MICROS = 1_000_000;

    /** Even of few units that are left, a worker holds short ones for so long that it need not wait for the next. */
    private static final long BRIDGE_MICROS = 150_000;

    /** Who has so much to tell has more. */
    private static final int MUCH = 512 * 1024;

    private static final byte[] NOTHING = {};
    private static final int MOST_CAUSES = 5;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(25);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(100);
    private static final Duration LONG_PAUSE = Duration.ofMillis(400);
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(30 * Protocol.HEARTBEAT_MILLIS);

    private final WorkerChannel channel;
    private final String name;
    private final EventStream events;
    private final Duration startTimeout;
    private final Optional<Duration> unitTimeout;
    private final AttachmentFetcher attachments;
    private final boolean isolated;
    private final Ticker ticker;
    private final EventEncoder encoder = new EventEncoder();
    /** Those that have not finished, by number and in order. */
    private final Map<Integer, WorkerPlan> plans = new LinkedHashMap<>();
    /** Granted units that have not ended. */
    private final Set<String> unended = new HashSet<>();
    /** What the worker could not find, of units that may turn out to be another's. */
    private final Map<String, List<ReceivedEvent>> unresolved = new HashMap<>();

    private final Map<String, Long> startMicros = new HashMap<>();
    private long endedMicros;
    private long endedCost;
    private final OutputTail tail = new OutputTail();
    private int nextPlan = 1;
    private @Nullable ExitStatus exit;
    private long clockOffsetMicros;
    private boolean greeted;
    private boolean ready;
    private @Nullable ThrowableData broken;
    private long lastSignNanos;
    private @Nullable String lastUnit;
    private @Nullable Map<String, String> configured;
    private @Nullable UnitListener listener;

    WorkerDriver(
            WorkerChannel channel,
            String name,
            EventDecoder decoder,
            Duration startTimeout,
            Optional<Duration> unitTimeout,
            AttachmentFetcher attachments,
            boolean isolated,
            Ticker ticker) {
        this.channel = channel;
        this.name = name;
        this.events = new EventStream(decoder);
        this.startTimeout = startTimeout;
        this.unitTimeout = unitTimeout;
        this.attachments = attachments;
        this.isolated = isolated;
        this.ticker = ticker;
    }

    /** Whether the worker could begin to work. One that never could will not do so in another sandbox either. */
    boolean ready() {
        return ready;
    }

    /** The units that the worker has and that may not have ended. */
    List<Unit> assigned() {
        return plans.values().stream().flatMap(plan -> plan.granted().stream()).toList();
    }

    /** The units that the worker was only about to discover when its JVM ended: it may have been one of them. */
    Collection<Unit> suspects() {
        return plans.values().stream()
                .findFirst()
                .filter(plan -> ready && exit != null && !plan.discovered())
                .map(WorkerPlan::units)
                .orElse(List.of());
    }

    /** What a test that ran when the worker was lost fails with: what the worker said itself, if it still did. */
    ThrowableData reasonOf(WorkerLostException loss) {
        return plans.values().stream()
                .flatMap(plan -> Optional.ofNullable(plan.failure()).stream())
                .findFirst()
                .orElseGet(() -> Reasons.of(loss));
    }

    /**
     * Works until every unit has ended; of isolated units, until the one that the worker got has.
     *
     * @param work what to do
     * @param told hears what the worker tells
     * @param toTheEnd whether to wait until the worker has nothing left to tell, so that it can be given more
     */
    void drive(Work work, UnitListener told, boolean toTheEnd) throws InterruptedException {
        Ledger ledger = work.ledger();
        lastSignNanos = ticker.nanos();
        lastUnit = null;
        listener = told;
        if (!work.parameters().equals(configured)) {
            configured = work.parameters();
            send(new WorkerCommand.Configure(configured), work);
        }
        while (!work.complete() || (toTheEnd && !plans.isEmpty() && !ledger.cancelled())) {
            if (hasServed()) {
                return;
            }
            handOut(work);
            Poll poll = channel.poll(LONGEST_POLL);
            take(poll, work);
            refuseSilence();
            refuseLongUnits();
            if (poll.exit().isPresent()) {
                throw lost(poll.exit().get());
            }
            boolean more = poll.chunks().getOrDefault(Protocol.EVENT_STREAM, NOTHING).length > MUCH;
            if (!more && plans.values().stream().noneMatch(WorkerPlan::asks)) {
                ticker.sleep(pause());
            }
        }
    }

    /**
     * What comes soon after is fetched with the next look, since each costs something, above all where it needs
     * processes. A worker that has something ahead does not wait for us meanwhile.
     */
    private Duration pause() {
        if (channel.looksAreCheap()) {
            return SHORTEST_PAUSE;
        }
        return hasAhead() ? LONG_PAUSE : SHORT_PAUSE;
    }

    /** Whether it had its one plan, after which nothing else may run here. */
    private boolean hasServed() {
        return isolated && nextPlan > 1 && plans.isEmpty();
    }

    private boolean hasAhead() {
        return plans.values().stream().mapToLong(WorkerPlan::costNotBegun).sum() > 0;
    }

    private void handOut(Work work) {
        for (WorkerPlan plan : List.copyOf(plans.values())) {
            decide(plan, work);
        }
        while (plans.values().stream().allMatch(WorkerPlan::sealed)
                && (plans.isEmpty()
                        || (!isolated
                                && plans.size() < MOST_PLANS
                                && work.queue().ahead() > 0))) {
            WorkQueue.Assignment<Unit> assignment = work.queue().take();
            if (assignment.units().isEmpty()) {
                return;
            }
            WorkerPlan plan = new WorkerPlan(nextPlan++, assignment);
            plans.put(plan.number(), plan);
            plan.granted().forEach(unit -> unended.add(unit.id()));
            send(plan.command(), work);
            decide(plan, work);
        }
    }

    private void decide(WorkerPlan plan, Work work) {
        long plenty = work.queue().ahead();
        // Towards the end only as much as bridges the time until we could grant more: others may be idle sooner.
        long ahead = endedMicros > 0
                ? Math.max(
                        Math.min(plenty, AHEAD_MICROS * endedCost / endedMicros),
                        BRIDGE_MICROS * endedCost / endedMicros)
                : plenty / 2;
        for (WorkerCommand command : plan.decide(work.queue(), ahead, unended.isEmpty())) {
            send(command, work);
            if (command instanceof WorkerCommand.Grant grant) {
                grant.units().forEach(unit -> granted(unit, work));
            }
        }
        unresolved.keySet().removeIf(unit -> plans.values().stream().noneMatch(other -> other.mayGet(unit)));
    }

    /** What the worker said of it before it was granted now counts. */
    private void granted(String unit, Work work) {
        unended.add(unit);
        List<ReceivedEvent> told = unresolved.remove(unit);
        if (told != null) {
            told.forEach(event -> handle(event, work));
        }
    }

    /** Takes what its tests have written, when it has ended. */
    void collect() {
        channel.collect();
    }

    /** Lets the worker end by itself; answers whether it did. */
    boolean dismiss(Duration patience) throws InterruptedException {
        channel.send((new WorkerCommand.Stop().toLine() + "\n").getBytes(US_ASCII));
        long deadline = ticker.nanos() + patience.toNanos();
        while (exit == null && ticker.nanos() < deadline) {
            exit = channel.poll(LONGEST_POLL).exit().orElse(null);
        }
        return exit != null;
    }

    private void send(WorkerCommand command, Work work) {
        try {
            channel.send((command.toLine() + "\n").getBytes(US_ASCII));
        } catch (GuestException e) {
            // Most likely the process has ended: then how it ended and what it printed says more.
            Poll poll = channel.poll(LONGEST_POLL);
            take(poll, work);
            throw poll.exit().map(status -> (RuntimeException) lost(status)).orElse(e);
        }
    }

    private void take(Poll poll, Work work) {
        poll.chunks().forEach((stream, bytes) -> {
            if (stream.equals(Protocol.EVENT_STREAM)) {
                for (ReceivedEvent event : events.append(bytes)) {
                    handle(event, work);
                    // Behind it: fetching a file that a test published may take long.
                    lastSignNanos = ticker.nanos();
                }
            } else {
                tail.append(bytes);
            }
        });
    }

    private void handle(ReceivedEvent received, Work work) {
        WorkerEvent event = received.line().event();
        if (startMicros.isEmpty() && endedMicros == 0) {
            // What was read soonest after it was written tells best how the clocks differ; until a unit has begun.
            clockOffsetMicros =
                    Math.min(clockOffsetMicros, offset(received.line().micros()));
        }
        if (event instanceof WorkerEvent.Hello hello) {
            greet(hello, received.line().micros());
        } else if (event instanceof WorkerEvent.Ready) {
            ready = true;
        } else if (event instanceof WorkerEvent.Full) {
            send(new WorkerCommand.Ack(received.line().sequence()), work);
        } else if (event instanceof WorkerEvent.Broken reason) {
            broken = reason.throwable();
        } else if (event instanceof PlanEvent ofPlan) {
            WorkerPlan plan = plans.get(ofPlan.plan());
            if (plan != null) {
                handle(ofPlan, plan, work);
            }
        } else if (event instanceof NodeEvent node) {
            handle(node, received, work);
        }
    }

    private void handle(PlanEvent event, WorkerPlan plan, Work work) {
        if (event instanceof WorkerEvent.PlanStarted started) {
            List<Unit> missing = plan.discovered(started.units(), work.queue());
            missing.forEach(unit -> granted(unit.id(), work));
            end(
                    missing,
                    work.ledger(),
                    Reasons.of(new WorkerLostException("The worker in " + name + " did not find this class.")));
        } else if (event instanceof WorkerEvent.Asked asked) {
            plan.ask(asked.unit());
        } else if (event instanceof WorkerEvent.PlanFailed failed) {
            plan.failed(failed.throwable());
        } else if (event instanceof WorkerEvent.PlanFinished) {
            plans.remove(event.plan());
            ThrowableData failure = plan.failure();
            ThrowableData reason = failure != null
                    ? failure
                    : Reasons.of(new WorkerLostException(
                            "The worker in " + name + " ran this class but reported no end of it."));
            List<Unit> returned = failure == null ? giveBack(plan, work, reason) : List.of();
            end(plan.granted().stream().filter(unit -> !returned.contains(unit)).toList(), work.ledger(), reason);
        }
    }

    /**
     * What a worker was given and did not begin: it may never have heard of it, because what feeds it was killed. It is
     * run elsewhere, alone, unless that was tried already.
     */
    private List<Unit> giveBack(WorkerPlan plan, Work work, ThrowableData reason) {
        List<Unit> untouched = plan.granted().stream()
                .filter(unit -> plan.waits(unit.id()) && !work.queue().isAlone(unit))
                .toList();
        untouched.forEach(unit -> unended.remove(unit.id()));
        work.ledger().workerLost(untouched, reason).forEach(work.queue()::addAlone);
        return untouched;
    }

    private void end(Collection<Unit> units, Ledger ledger, ThrowableData reason) {
        units.forEach(unit -> unended.remove(unit.id()));
        ledger.planEnded(units, reason);
    }

    private void handle(NodeEvent event, ReceivedEvent received, Work work) {
        String node = UnitIds.unitOf(event);
        String target = node == null ? lastUnit : unitOf(node);
        long micros = received.line().micros() + clockOffsetMicros;
        if (target != null && holds(target)) {
            lastUnit = target;
            observe(target, micros, event);
            accept(target, micros, event, received.text(), work.ledger());
        } else if (event instanceof WorkerEvent.Unresolved && target != null) {
            unresolved.computeIfAbsent(target, key -> new ArrayList<>()).add(received);
        } else if (event instanceof WorkerEvent.Output output && target == null) {
            tail.append(output.bytes());
        }
    }

    /** By what the unit is known that has this node, if the worker has it; else the node itself. */
    private String unitOf(String node) {
        return plans.values().stream()
                .flatMap(plan -> plan.granted().stream())
                .filter(unit -> unit.node().equals(node))
                .map(Unit::id)
                .findFirst()
                .orElse(node);
    }

    private String nodeOf(String unit) {
        return plans.values().stream()
                .flatMap(plan -> plan.granted().stream())
                .filter(held -> held.id().equals(unit))
                .map(Unit::node)
                .findFirst()
                .orElse(unit);
    }

    /** Notes how far the worker is and how fast. */
    private void observe(String unit, long micros, NodeEvent event) {
        boolean own = nodeOf(unit).equals(event.id());
        if (event instanceof WorkerEvent.Started && own) {
            plans.values().forEach(plan -> plan.begun(unit));
            startMicros.put(unit, Math.min(micros, ticker.micros()));
        } else if ((event instanceof WorkerEvent.Finished || event instanceof WorkerEvent.Skipped) && own) {
            plans.values().forEach(plan -> plan.begun(unit));
            unended.remove(unit);
            Long start = startMicros.remove(unit);
            if (start != null) {
                endedMicros += Math.max(1, micros - start);
                endedCost += costOf(unit);
            }
        }
    }

    private long costOf(String id) {
        return assigned().stream()
                .filter(unit -> unit.id().equals(id))
                .mapToLong(Unit::cost)
                .findFirst()
                .orElse(0);
    }

    /** A sandbox is heard about the units that it was given, and about no others. */
    private boolean holds(String unit) {
        return plans.values().stream().anyMatch(plan -> plan.holds(unit));
    }

    private void accept(String unit, long micros, NodeEvent event, String line, Ledger ledger) {
        UnitListener told = listener;
        if (told != null) {
            told.heard(nodeOf(unit), micros, event);
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
        clockOffsetMicros = offset(micros);
    }

    private long offset(long micros) {
        return ticker.micros() - micros;
    }

    private void refuseSilence() {
        Duration silence = Duration.ofNanos(ticker.nanos() - lastSignNanos);
        if (!greeted && silence.compareTo(startTimeout) > 0) {
            throw lost("it did not start within " + startTimeout.toSeconds() + " s (forkd.start-timeout-secs)");
        }
        if (greeted && silence.compareTo(LONGEST_SILENCE) > 0) {
            throw lost("it gave no sign of life for " + LONGEST_SILENCE.toSeconds() + " s");
        }
    }

    /** By this machine's clock: a class that the guest says nothing of runs on. */
    private void refuseLongUnits() {
        long now = ticker.micros();
        startMicros.forEach((unit, start) -> {
            Optional<Duration> own = plans.values().stream()
                    .flatMap(plan -> plan.ownTimeout(unit).stream())
                    .findFirst();
            Optional<Duration> limit = own.or(() -> unitTimeout);
            if (unended.contains(unit) && limit.isPresent()) {
                if (now - start > TimeUnit.NANOSECONDS.toMicros(limit.get().toNanos())) {
                    throw lost("it ran " + OutputTail.clean(unit) + " longer than "
                            + limit.get().toSeconds() + " s ("
                            + (own.isPresent() ? "timeout of its @ForkdSandbox" : "forkd.unit-timeout") + ")");
                }
            }
        });
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
        ThrowableData reason = broken;
        return lost(
                reason == null
                        ? explain(status)
                        : (ready ? "it could not go on: " : "it could not begin: ") + text(reason));
    }

    private static String text(ThrowableData reason) {
        List<String> texts = new ArrayList<>();
        for (ThrowableData cause = reason; cause != null && texts.size() < MOST_CAUSES; cause = cause.cause()) {
            texts.add(OutputTail.clean(cause.text()));
        }
        String all = String.join("; caused by ", texts);
        return all.contains("BindException")
                ? all
                        + " (sandboxes on one machine share its network: with forkd.per-child-netns=true each has its own)"
                : all;
    }

    private static String explain(ExitStatus exit) {
        if (exit instanceof ExitStatus.Exited exited) {
            return "its JVM ended with exit code " + exited.code()
                    + (exited.code() == Protocol.EXIT_BROKEN
                            ? " (it could not go on and could not say why; is its temporary directory full? All that"
                                    + " tests print goes there)"
                            : " (does a test call System.exit?)");
        }
        if (exit instanceof ExitStatus.Signaled signaled) {
            return "its JVM was killed by signal " + signaled.number()
                    + (signaled.number() == 9 ? " (out of memory in the guest?)" : "");
        }
        if (exit instanceof ExitStatus.DeadlineExceeded exceeded) {
            return "it ran longer than " + exceeded.deadline().toDays() + " days";
        }
        return "its process ended: " + exit;
    }
}
