package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.client.ExitStatus;
import dev.forkd.client.GuestException;
import dev.forkd.client.Poll;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.EventStream;
import dev.forkd.engine.channel.EventStream.ReceivedEvent;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.NodeIds;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.PlanEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives one worker: sends it plans, grants their units a little ahead of what it runs, and passes its events to the
 * ledger. Throws an exception if the worker is lost. Used by one thread at a time.
 */
final class WorkerDriver {

    /** One plan that is running, and one that the worker can begin at once. */
    private static final int MAX_PLANS = 2;
    /** If a poll returns more bytes than this, there is more to read at once. */
    private static final int MUCH = 512 * 1024;

    private static final byte[] NOTHING = {};
    private static final Duration MAX_POLL = Duration.ofSeconds(1);
    private static final Duration MIN_PAUSE = Duration.ofMillis(25);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(100);
    private static final Duration LONG_PAUSE = Duration.ofMillis(400);

    private final WorkerChannel channel;
    private final String name;
    private final EventStream events;
    private final WorkerLimits limits;
    private final AttachmentFetcher attachments;
    private final PortClashes ports;
    private final FreshSandbox sandbox;
    private final Ticker ticker;
    private final OpenPlans plans = new OpenPlans();
    private final Pace pace = new Pace();
    /** The granted units that have not ended. */
    private final Set<String> unended = new HashSet<>();
    /** Tests that the worker did not find, in units that may still go to another worker. */
    private final MissingTests unresolved = new MissingTests();

    private final LastWords lastWords;
    private final WorkerClock clock;
    /** The last event after which the worker waits until all before it was read; 0 if it does not wait. */
    private long full;
    /** Whether a test of the worker stands still until it is told to go on. */
    private boolean halted;

    private @Nullable ExitStatus exit;
    private @Nullable Unit lastUnit;
    private @Nullable Map<String, String> configured;
    private @Nullable UnitEvents unitEvents;

    WorkerDriver(
            WorkerChannel channel,
            String name,
            EventDecoder decoder,
            Duration startTimeout,
            Optional<Duration> unitTimeout,
            AttachmentFetcher attachments,
            PortClashes ports,
            boolean isolated,
            Ticker ticker) {
        this.channel = channel;
        this.name = name;
        this.events = new EventStream(decoder);
        this.limits = new WorkerLimits(startTimeout, unitTimeout, ticker);
        this.attachments = attachments;
        this.ports = ports;
        this.sandbox = new FreshSandbox(isolated);
        this.ticker = ticker;
        this.lastWords = new LastWords(name);
        this.clock = new WorkerClock(ticker);
    }

    /**
     * Tells whether the worker has opened its launcher session. A worker that cannot do so would fail in another
     * sandbox as well.
     */
    boolean ready() {
        return limits.ready();
    }

    /** The units that the worker was granted in plans that have not finished. */
    List<Unit> assigned() {
        return Stream.concat(sandbox.claimed(), plans.granted()).toList();
    }

    /** The units that the worker was about to discover when its JVM ended, because one of them may be the cause. */
    Collection<Unit> suspects() {
        return ready() && exit != null ? plans.undiscovered() : List.of();
    }

    /**
     * Returns the failure for tests that were running when the worker was lost: the worker's own explanation, if it
     * could still send one.
     */
    ThrowableData reasonOf(WorkerLostException loss) {
        return plans.failure().orElseGet(() -> Reasons.of(loss));
    }

    /**
     * Works until there is nothing left to do for this worker, or until every unit has ended. If units are isolated, it
     * returns as soon as the worker's only plan has finished.
     *
     * @param work what to do
     * @param told is told what the worker reports
     * @param toTheEnd whether to wait until every unit has ended and the worker has finished its plans, so that it can
     *     be given more
     * @param first a unit for which this worker was started; none for most workers
     * @return a unit that needs a fresh sandbox, if that is all that is left to do; it belongs to the caller
     */
    @Nullable
    Unit drive(Work work, UnitListener told, boolean toTheEnd, @Nullable Unit first) throws InterruptedException {
        sandbox.reserveFor(first);
        Ledger ledger = work.ledger();
        limits.begin();
        lastUnit = null;
        unitEvents = new UnitEvents(ledger, told, attachments, ports, lastWords);
        if (!work.parameters().equals(configured)) {
            configured = work.parameters();
            send(new WorkerCommand.Configure(configured), work);
        }
        if (work.freezes().left() > 0) {
            send(new WorkerCommand.Freeze(work.freezes().left()), work);
        }
        while (!work.complete() || (toTheEnd && !plans.isEmpty() && !ledger.cancelled())) {
            if (sandbox.hasServed(plans.isEmpty())) {
                return null;
            }
            handOut(work);
            Unit next = sandbox.nextElsewhere(work.fresh(), plans.isEmpty());
            if (next != null) {
                return next;
            }
            boolean idle = plans.isEmpty() && !work.hasWaiting();
            if (idle && !toTheEnd) {
                return null;
            }
            // An idle worker reports nothing. Waiting for its events would only delay noticing that all work is done.
            Poll poll = channel.poll(idle ? Duration.ZERO : MAX_POLL);
            take(poll, work);
            limits.exceeded(unended, lingers(), plans::ownTimeout).ifPresent(why -> {
                throw lastWords.lost(why);
            });
            if (poll.exit().isPresent()) {
                throw lost(poll.exit().get());
            }
            boolean more = poll.chunks().getOrDefault(Protocol.EVENT_STREAM, NOTHING).length > MUCH;
            if (!more && !plans.asks()) {
                ticker.sleep(pause());
            }
        }
        return null;
    }

    /**
     * The pause before the next poll. Polls have a cost, particularly where they need processes, so events that follow
     * soon are left to the next poll. A worker with granted units does not have to wait for us meanwhile.
     */
    private Duration pause() {
        if (channel.looksAreCheap()) {
            return MIN_PAUSE;
        }
        return plans.costNotBegun() > 0 ? LONG_PAUSE : SHORT_PAUSE;
    }

    private boolean lingers() {
        return !plans.isEmpty() && unended.isEmpty() && plans.sealed();
    }

    private void handOut(Work work) {
        for (WorkerPlan plan : List.copyOf(plans.all())) {
            decide(plan, work);
        }
        Unit fresh = sandbox.first(work.fresh());
        if (fresh != null) {
            begin(new WorkQueue.Assignment<>(List.of(fresh), true), work);
        }
        while (plans.sealed()
                && (plans.isEmpty()
                        || (sandbox.takesMore()
                                && plans.size() < MAX_PLANS
                                && work.queue().ahead() > 0))) {
            WorkQueue.Assignment<Unit> assignment = work.queue().take();
            if (assignment.units().isEmpty()) {
                return;
            }
            begin(assignment, work);
        }
    }

    private void begin(WorkQueue.Assignment<Unit> assignment, Work work) {
        WorkerPlan plan = plans.open(assignment);
        sandbox.use();
        plan.granted().forEach(unit -> hold(unit.id()));
        send(plan.command(), work);
        decide(plan, work);
    }

    private void decide(WorkerPlan plan, Work work) {
        long ahead = pace.ahead(work.queue().ahead());
        for (WorkerCommand command : plan.decide(work.queue(), ahead, unended.isEmpty())) {
            send(command, work);
            if (command instanceof WorkerCommand.Grant grant) {
                grant.units().forEach(unit -> granted(unit, work));
            }
            if (command instanceof WorkerCommand.Seal) {
                limits.gotWork(); // It can end the plan from now on.
            }
        }
        unresolved.forgetOthers(plans.all());
    }

    /** A worker that had nothing to do has made no pause until now. */
    private void hold(String unit) {
        if (unended.isEmpty()) {
            limits.gotWork();
        }
        unended.add(unit);
    }

    /** Notes that a unit was granted, and handles what the worker reported about it before. */
    private void granted(String unit, Work work) {
        hold(unit);
        unresolved.take(unit).forEach(event -> handle(event, work));
    }

    /** Collects what the tests have written. Call this when the worker has ended. */
    void collect() {
        channel.collect();
    }

    /** Tells the worker to end, and returns whether it did in time. */
    boolean dismiss(Duration patience) throws InterruptedException {
        channel.send((new WorkerCommand.Stop().toLine() + "\n").getBytes(US_ASCII));
        long deadline = ticker.nanos() + patience.toNanos();
        while (exit == null && ticker.nanos() < deadline) {
            exit = channel.poll(MAX_POLL).exit().orElse(null);
        }
        return exit != null;
    }

    private void send(WorkerCommand command, Work work) {
        try {
            channel.send((command.toLine() + "\n").getBytes(US_ASCII));
            limits.sent();
            if (command instanceof WorkerCommand.Ack || command instanceof WorkerCommand.GoOn) {
                limits.awaitsLast();
            }
        } catch (GuestException e) {
            // The process has probably ended; its exit status and its last output say more than this exception.
            Poll poll = channel.poll(MAX_POLL);
            take(poll, work);
            throw poll.exit().map(status -> (RuntimeException) lost(status)).orElse(e);
        }
    }

    private void take(Poll poll, Work work) {
        poll.chunks().forEach((stream, bytes) -> {
            if (stream.equals(Protocol.EVENT_STREAM)) {
                for (ReceivedEvent event : events.append(bytes)) {
                    handle(event, work);
                    // Set afterwards, because fetching a published file may take long.
                    limits.signOfLife();
                }
                answer(work);
            } else {
                lastWords.printed(bytes);
            }
        });
    }

    /** Once for all that was read, because each command costs calls, and a worker may ask as often as it likes. */
    private void answer(Work work) {
        if (full > 0) {
            long last = full;
            full = 0;
            send(new WorkerCommand.Ack(last), work);
        }
        if (halted) {
            halted = false;
            if (work.freezes().left() == 0) {
                send(new WorkerCommand.Freeze(0), work);
            }
            send(new WorkerCommand.GoOn(), work);
        }
    }

    private void handle(ReceivedEvent received, Work work) {
        WorkerEvent event = received.line().event();
        if (!limits.runsUnit() && pace.isUnknown()) {
            clock.refine(received.line().micros());
        }
        if (event instanceof WorkerEvent.Hello hello) {
            greet(hello, received.line().micros());
        } else if (event instanceof WorkerEvent.Ready) {
            limits.readied();
        } else if (event instanceof WorkerEvent.Heartbeat heartbeat) {
            limits.hasRead(heartbeat.read(), clock.here(received.line().micros()));
        } else if (event instanceof WorkerEvent.Full) {
            full = received.line().sequence();
        } else if (event instanceof WorkerEvent.Halted halted) {
            freeze(halted.id(), work);
        } else if (event instanceof WorkerEvent.Broken reason) {
            lastWords.said(reason.throwable());
        } else if (event instanceof PlanEvent ofPlan) {
            WorkerPlan plan = plans.numbered(ofPlan.plan());
            if (plan != null) {
                handle(ofPlan, plan, work);
            }
        } else if (event instanceof NodeEvent node) {
            handle(node, received, work);
        }
    }

    /** Branches the sandbox of a test that stands still, if it is one of ours and the run's limit allows it. */
    private void freeze(String test, Work work) {
        if (plans.grantedAt(NodeIds.unitOf(test)) != null && work.freezes().take()) {
            long begin = ticker.nanos();
            work.listener().frozen(channel.freeze(test));
            limits.stoodStill(ticker.nanos() - begin);
        }
        halted = true;
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
            ThrowableData failure = plan.failure();
            if (failure != null && !plan.isFirst()) {
                // Earlier tests may have left a JVM in which nothing can be discovered, such as one without a free file
                // descriptor. If that is not the reason, the plan fails in a fresh worker too.
                throw lastWords.lost(
                        "a plan failed in it as a whole, after others had run: " + WorkerEnd.explain(failure));
            }
            plans.close(plan);
            ThrowableData reason = failure != null
                    ? failure
                    : Reasons.of(new WorkerLostException(
                            "The worker in " + name + " ran this class but reported no end of it."));
            List<Unit> returned = failure == null ? giveBack(plan, work, reason) : List.of();
            end(plan.granted().stream().filter(unit -> !returned.contains(unit)).toList(), work.ledger(), reason);
        }
    }

    /**
     * Gives back granted units that the worker did not begin. It may not have received the command, because the process
     * that feeds its stdin was killed. Each is run elsewhere, alone, unless that was already tried.
     */
    private List<Unit> giveBack(WorkerPlan plan, Work work, ThrowableData reason) {
        List<Unit> untouched = plan.granted().stream()
                .filter(unit -> plan.waits(unit.id()) && !work.isAlone(unit))
                .toList();
        untouched.forEach(unit -> drop(unit.id()));
        work.ledger().workerLost(untouched, reason).forEach(work.queue()::addAlone);
        return untouched;
    }

    private void end(Collection<Unit> units, Ledger ledger, ThrowableData reason) {
        units.forEach(unit -> drop(unit.id()));
        ledger.planEnded(units, reason);
    }

    private void drop(String unit) {
        unended.remove(unit);
        limits.dropped(unit);
    }

    private void handle(NodeEvent event, ReceivedEvent received, Work work) {
        String node = event.id() == null ? null : NodeIds.unitOf(event.id());
        // A sandbox may only report about units that it was granted.
        Unit unit = node == null ? lastUnit : plans.grantedAt(node);
        long micros = clock.here(received.line().micros());
        UnitEvents into = unitEvents;
        if (unit != null && into != null && plans.holds(unit)) {
            lastUnit = unit;
            into.accept(unit, micros, event, received.text());
            observe(unit, micros, event, work);
        } else if (event instanceof WorkerEvent.Unresolved && node != null) {
            unresolved.add(node, received, plans.all());
        } else if (event instanceof WorkerEvent.Output output && unit == null && node == null) {
            lastWords.printed(output.bytes());
        }
    }

    /** Notes how far and how fast the worker is. */
    private void observe(Unit unit, long micros, NodeEvent event, Work work) {
        String id = unit.id();
        if (event instanceof WorkerEvent.Started && unended.contains(id)) {
            plans.begun(id);
            limits.started(id, micros);
        } else if (work.ledger().ended(id) && unended.remove(id)) {
            plans.begun(id);
            Long start = limits.ended(id);
            if (start != null) {
                pace.ended(micros - start, unit.cost());
            }
        }
    }

    private void greet(WorkerEvent.Hello hello, long micros) {
        if (hello.protocol() != Protocol.VERSION) {
            throw lastWords.lost("it speaks version " + hello.protocol() + " of the protocol, not " + Protocol.VERSION);
        }
        limits.greeted();
        clock.set(micros);
    }

    private WorkerLostException lost(ExitStatus status) {
        exit = status;
        return lastWords.lost(status, ready());
    }
}
