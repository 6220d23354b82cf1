package dev.forkd.engine.ledger;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.Clash;
import dev.forkd.engine.ports.Clash.Ending;
import dev.forkd.engine.ports.PortHolder;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows of every unit whether it waits, runs or has ended, and keeps the events that have not been replayed yet. Worker
 * threads write to it, and the replaying thread reads. It makes sure that each test ends exactly once, even if workers
 * die. Thread-safe; every wait has a deadline.
 */
public final class Ledger implements AutoCloseable {

    private static final long TOTAL_MEMORY_BYTES = 64L * 1024 * 1024;

    private final Storage storage;
    private final NodeBudget nodes;
    private final Map<String, UnitAccount> accounts = new LinkedHashMap<>();
    private final ReplayOrder order;
    private final Map<UnitAccount, Composite> feeds = new HashMap<>();
    private final EarlierAttempts earlier = new EarlierAttempts();
    private final Clashes clashes = new Clashes();
    private final Set<UnitAccount> divided = new HashSet<>();
    private int notEnded;
    /** Why the run was cancelled; null if it was not. */
    private @Nullable String cancelled;

    /**
     * Opens an account for each unit.
     *
     * @param units the units of the run
     * @param decoder decodes events that had to be stored in a file
     */
    public Ledger(List<Unit> units, EventDecoder decoder) {
        this(units, new Storage(TOTAL_MEMORY_BYTES, decoder), NodeBudget.ofThisJvm());
    }

    Ledger(List<Unit> units, Storage storage) {
        this(units, storage, NodeBudget.ofThisJvm());
    }

    Ledger(List<Unit> units, EventDecoder decoder, NodeBudget nodes) {
        this(units, new Storage(TOTAL_MEMORY_BYTES, decoder), nodes);
    }

    private Ledger(List<Unit> units, Storage storage, NodeBudget nodes) {
        this.storage = storage;
        this.nodes = nodes;
        units.forEach(unit -> accounts.put(unit.id(), new UnitAccount(unit, new Spool(storage))));
        notEnded = accounts.size();
        order = new ReplayOrder(accounts.values().stream().findFirst().orElse(null));
    }

    /**
     * Returns the memory that there is for nodes which workers register.
     *
     * @return the budget of the run
     */
    public NodeBudget nodes() {
        return nodes;
    }

    /**
     * Divides a unit into parts that run separately, several at a time. The unit is reported as a whole nevertheless.
     *
     * @param unit a unit that no worker was granted
     * @param parts at least two parts, in the order in which they are to be reported
     */
    public synchronized void divide(Unit unit, List<Unit> parts) {
        UnitAccount whole = account(unit);
        PartedUnit parted = new PartedUnit(whole, unit);
        divided.add(whole);
        for (Unit part : parts) {
            UnitAccount account = new UnitAccount(part, new Spool(storage));
            accounts.put(part.id(), account);
            feeds.put(account, parted);
            parted.add(part, account);
        }
    }

    /**
     * Lists the units that run in parts.
     *
     * @return their ids
     */
    public synchronized List<String> divided() {
        return accounts.entrySet().stream()
                .filter(entry -> divided.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Lets a unit, or a part of one, run again if any of its tests fails.
     *
     * @param unit a unit that no worker was granted
     * @param retries how often it may run again, at least once
     * @param again is given the unit of each further attempt, which must run in a fresh sandbox; called while this
     *     object is locked
     */
    public synchronized void retry(Unit unit, int retries, Consumer<Unit> again) {
        new RetriedUnit(account(unit), unit, retries, attempts(again), earlier);
    }

    /**
     * Lets a unit, or a part of one, run several times, to see how often it fails.
     *
     * @param unit a unit that no worker was granted
     * @param times how often it runs, at least twice
     * @param further is given the unit of each run but the first, which must run in a fresh sandbox; called while this
     *     object is locked
     */
    public synchronized void repeat(Unit unit, int times, Consumer<Unit> further) {
        new RepeatedUnit(account(unit), unit, times, attempts(further));
    }

    /**
     * Lets units run again alone if they fail on an address that another sandbox held.
     *
     * @param units units whose sandboxes share a network
     * @param again is given the unit of the further attempt, beside which nothing else may run; called while this object
     *     is locked
     */
    public synchronized void shareNetwork(Collection<Unit> units, Consumer<Unit> again) {
        clashes.expect(units, again);
    }

    /**
     * Notes which units of a fleet run after its others. If one of them is the first of the run, the others are reported
     * without waiting for it.
     *
     * @param fleet the units of the fleet, in the host's order
     * @param last those that run after the others
     */
    public synchronized void comeLast(Collection<Unit> fleet, Collection<Unit> last) {
        UnitAccount first = order.first();
        if (first != null && last.stream().anyMatch(unit -> accounts.get(unit.id()) == first)) {
            order.beginWith(fleet.stream()
                    .filter(unit -> !last.contains(unit))
                    .findFirst()
                    .map(unit -> accounts.get(unit.id()))
                    .orElse(null));
        }
    }

    /**
     * Tells whether it matters that a unit has met an address in use: it shares a network, and this is the first time.
     *
     * @param unit the unit
     * @return whether {@link #clash} is to be called
     */
    public synchronized boolean mayClash(Unit unit) {
        return clashes.expected(unit) != null;
    }

    /**
     * Records that a test of a unit met an address in use. If that was the fault of another sandbox, and nothing of the
     * unit was replayed, its events are held back until it has ended; then it runs again alone, unless it also failed for
     * another reason.
     *
     * @param unit the unit, whose failure is accepted next
     * @param holder who held the address
     */
    public synchronized void clash(Unit unit, PortHolder holder) {
        Consumer<Unit> again = clashes.expected(unit);
        UnitAccount account = accounts.get(unit.id());
        if (again == null || account == null || account.ended()) {
            return;
        }
        Ending obstacle = obstacle(account, holder);
        if (obstacle == null) {
            clashes.heldBack(unit, holder, holdBack(unit, account, again));
        } else {
            clashes.failsAsItIs(unit, holder, obstacle);
        }
    }

    private @Nullable Ending obstacle(UnitAccount account, PortHolder holder) {
        return switch (holder.kind()) {
            case ITSELF -> Ending.OWN_FAULT;
            case OTHERS -> Ending.HELD_BY_OTHERS;
            case UNKNOWN -> Ending.NOT_PROVED;
            case SANDBOX ->
                cancelled != null
                        ? Ending.TOO_LATE
                        : feeds.containsKey(account) || account.isDisturbed()
                                ? Ending.NOT_WHOLE
                                : order.waits(account) ? null : Ending.REPORTED;
        };
    }

    /** Begins the account anew with what it has received so far, as the first of two attempts. */
    private RetriedUnit holdBack(Unit unit, UnitAccount account, Consumer<Unit> again) {
        UnitAccount whole = new UnitAccount(unit, new Spool(storage));
        order.forget(account);
        RetriedUnit retried = RetriedUnit.afterClash(whole, unit, attempts(again), earlier);
        UnitAccount attempt = account(unit);
        for (Entry entry = account.spool().poll();
                entry != null;
                entry = account.spool().poll()) {
            attempt.make(entry.micros(), entry.event());
        }
        return retried;
    }

    /**
     * Lists the units that met an address in use, with what became of them.
     *
     * @return one entry for each
     */
    public synchronized List<Clash> clashes() {
        return clashes.all();
    }

    private Attempts attempts(Consumer<Unit> again) {
        return (of, number, whole) -> {
            Unit attempt = number == 1 ? of : of.attempt(number);
            AttemptSpool spool = new AttemptSpool(storage);
            UnitAccount account = new UnitAccount(attempt, spool);
            accounts.put(attempt.id(), account);
            feeds.put(account, whole);
            if (number > 1) {
                again.accept(attempt);
            }
            return new Attempts.Attempt(number, account, spool);
        };
    }

    /**
     * Lists the failures of a test or container in attempts before the one that is reported.
     *
     * @param id its unique id
     * @return the failures in order; almost always none
     */
    public synchronized List<FailedAttempt> earlier(String id) {
        return earlier.of(id);
    }

    /**
     * Records an event of a worker.
     *
     * @param unit id of the unit that it belongs to
     * @param micros time of the event on this machine's monotonic clock
     * @param event the event
     * @param line the event's encoded form
     */
    public synchronized void accept(String unit, long micros, NodeEvent event, String line) {
        UnitAccount account = accounts.get(unit);
        if (account != null && !account.ended()) {
            change(account, () -> account.accept(micros, event, line));
        }
    }

    /**
     * Records that a plan is over. Units that have not ended now fail.
     *
     * @param units the units of the plan that the worker was granted
     * @param reason the failure, unless the worker reported a better reason for a unit
     */
    public synchronized void planEnded(Collection<Unit> units, ThrowableData reason) {
        for (Unit unit : units) {
            UnitAccount account = account(unit);
            change(account, () -> account.close(micros(), reason));
        }
    }

    /**
     * Records that a unit will not run.
     *
     * @param unit a unit that no worker was granted
     * @param reason the reason to report
     */
    public synchronized void skip(Unit unit, String reason) {
        UnitAccount account = account(unit);
        change(account, () -> account.skipWhole(micros(), reason));
    }

    /**
     * Records that a worker is lost.
     *
     * @param units the units that it was granted
     * @param reason the failure of the test that was running
     * @return the parts of the units that must still run elsewhere
     */
    public synchronized List<Unit> workerLost(Collection<Unit> units, ThrowableData reason) {
        List<Unit> rest = new ArrayList<>();
        for (Unit unit : units) {
            UnitAccount account = account(unit);
            Composite composite = feeds.get(account);
            boolean failed = account.begun() && composite != null && composite.hasOtherAttempts();
            // An attempt that ended its worker has failed, so there is no use in running the rest of it.
            change(
                    account,
                    failed
                            ? () -> account.close(micros(), reason)
                            : () -> account.lost(micros(), reason).ifPresent(rest::add));
        }
        if (cancelled != null) {
            // What comes back now is not begun again.
            cancel(cancelled);
            return List.of();
        }
        return rest;
    }

    /**
     * Records that nothing more will run. Tests that were running fail; if there were none, one test fails with the
     * reason. All others are skipped with a short reason, so that one cause gives one error and not one for each test.
     *
     * @param reason the failure
     * @param shortReason the reason for the tests that are skipped
     */
    public synchronized void fail(ThrowableData reason, String shortReason) {
        fail(List.copyOf(accounts.keySet()), reason, shortReason);
    }

    /**
     * Records that nothing more of certain units will run, as {@link #fail(ThrowableData, String)} does for all units.
     *
     * @param units the ids of the units
     * @param reason the failure
     * @param shortReason the reason for the tests that are skipped
     */
    public synchronized void fail(Collection<String> units, ThrowableData reason, String shortReason) {
        boolean told = false;
        for (String unit : units) {
            UnitAccount account = stopped(accounts.get(unit));
            if (account != null && !ended(account) && !divided.contains(account)) {
                boolean tell = !told;
                AtomicBoolean tells = new AtomicBoolean();
                change(account, () -> tells.set(account.giveUp(micros(), reason, tell, shortReason)));
                told = told || tells.get();
            }
        }
    }

    /**
     * Records that the run was cancelled. Units that have not begun are skipped, and so is the rest of units that wait
     * for another worker. What a worker is running ends normally.
     *
     * @param reason the reason to report
     */
    public synchronized void cancel(String reason) {
        cancelled = reason;
        for (UnitAccount account : List.copyOf(accounts.values())) {
            UnitAccount open = stopped(account);
            if (open != null && !divided.contains(open)) {
                change(open, () -> open.cancel(micros(), reason));
            }
        }
    }

    /** Lets a unit run no more attempts, and returns the account of the one that is to end. */
    private @Nullable UnitAccount stopped(@Nullable UnitAccount account) {
        Composite composite = account == null ? null : feeds.get(account);
        if (account == null || composite == null) {
            return account;
        }
        UnitAccount open = composite.stop(account);
        change(open, () -> {});
        return open;
    }

    /**
     * Tells whether the run was cancelled.
     *
     * @return {@code true} after {@link #cancel}
     */
    public synchronized boolean cancelled() {
        return cancelled != null;
    }

    /**
     * Tells whether every unit has ended.
     *
     * @return {@code true} if no worker is needed any more
     */
    public synchronized boolean complete() {
        return notEnded == 0;
    }

    /**
     * Tells whether certain units have all ended.
     *
     * @param units the ids of the units
     * @return {@code true} if no worker is needed for these units any more
     */
    public synchronized boolean complete(Collection<String> units) {
        return notEnded == 0
                || units.stream().allMatch(unit -> {
                    UnitAccount account = accounts.get(unit);
                    Composite composite = account == null ? null : feeds.get(account);
                    return account == null || ended(composite == null ? account : composite.endOf(account));
                });
    }

    /**
     * Tells whether a unit, a part of one, or an attempt to run one, has ended.
     *
     * @param unit its id
     * @return true also if there is no such unit
     */
    public synchronized boolean ended(String unit) {
        UnitAccount account = accounts.get(unit);
        return account == null || ended(account);
    }

    private boolean ended(UnitAccount account) {
        Composite composite = feeds.get(account);
        return account.ended() || (composite != null && ended(composite.whole()));
    }

    /**
     * Takes the next entry to replay: of the unit that is being replayed, until it has ended.
     *
     * @param maxWait how long to wait for an entry
     * @return the entry; empty if none came in time, or there are no more
     * @throws InterruptedException if the replaying thread is interrupted
     */
    public synchronized Optional<Entry> next(Duration maxWait) throws InterruptedException {
        long deadline = System.nanoTime() + maxWait.toNanos();
        while (true) {
            Entry entry = order.poll();
            if (entry != null) {
                return Optional.of(entry);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || drained()) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Tells whether everything has ended and been replayed.
     *
     * @return {@code true} if {@link #next} will never return an entry again
     */
    public synchronized boolean drained() {
        return notEnded == 0 && order.isEmpty();
    }

    @Override
    public synchronized void close() {
        storage.close();
    }

    private UnitAccount account(Unit unit) {
        UnitAccount account = accounts.get(unit.id());
        if (account == null) {
            throw new IllegalArgumentException("No such unit: " + unit.id());
        }
        return account;
    }

    /** Applies a change to an account, and then updates the counters and wakes the replaying thread. */
    private void change(UnitAccount account, Runnable change) {
        Composite composite = feeds.get(account);
        if (composite == null) {
            note(account, change);
        } else {
            change.run();
            change(composite.whole(), () -> composite.report(micros()));
        }
    }

    private void note(UnitAccount account, Runnable change) {
        boolean hadBegun = account.begun();
        boolean hadEnded = account.ended();
        change.run();
        if (!hadBegun && account.begun()) {
            order.add(account);
        }
        if (!hadEnded && account.ended()) {
            notEnded--;
        }
        notifyAll();
    }

    private static long micros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }
}
