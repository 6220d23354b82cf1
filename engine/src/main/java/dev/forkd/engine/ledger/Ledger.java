package dev.forkd.engine.ledger;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Knows of every unit whether it waits, runs or has ended, and keeps the events that have not been replayed.
 * Worker threads write, the replaying thread reads. Each test gets exactly one end, whatever dies.
 * Thread-safe; every wait has a deadline.
 */
public final class Ledger implements AutoCloseable {

    private static final long TOTAL_MEMORY_BYTES = 64L * 1024 * 1024;

    private final Storage storage;
    private final Map<String, UnitAccount> accounts = new LinkedHashMap<>();
    private final Deque<UnitAccount> toReplay = new ArrayDeque<>();
    /** Of what is printed before the tests a report makes the first test's: it must be the one it would be here. */
    private @Nullable UnitAccount first;

    private @Nullable UnitAccount replaying;
    private final Map<UnitAccount, PartedUnit> partOf = new HashMap<>();
    private final Set<UnitAccount> divided = new HashSet<>();
    private final int unitCount;
    private int notEnded;
    private boolean cancelled;
    private int testsEnded;

    /**
     * Opens an account for each unit.
     *
     * @param units the units of the run
     * @param decoder reads back what had to be kept in files
     */
    public Ledger(List<Unit> units, EventDecoder decoder) {
        this(units, new Storage(TOTAL_MEMORY_BYTES, decoder));
    }

    Ledger(List<Unit> units, Storage storage) {
        this.storage = storage;
        units.forEach(unit -> accounts.put(unit.id(), new UnitAccount(unit, new Spool(storage))));
        unitCount = accounts.size();
        notEnded = unitCount;
        first = accounts.values().stream().findFirst().orElse(null);
    }

    /**
     * Lets the parts of a unit run apart; it is reported as a whole all the same.
     *
     * @param unit one that no worker had
     * @param parts at least two, in the order in which they are to be reported
     */
    public synchronized void divide(Unit unit, List<Unit> parts) {
        UnitAccount whole = account(unit);
        PartedUnit parted = new PartedUnit(whole, unit);
        divided.add(whole);
        for (Unit part : parts) {
            UnitAccount account = new UnitAccount(part, new Spool(storage));
            accounts.put(part.id(), account);
            partOf.put(account, parted);
            parted.add(part, account);
        }
    }

    /**
     * Takes an event of a worker.
     *
     * @param unit id of the unit that it belongs to
     * @param micros when it happened, on this machine's clock
     * @param event the event
     * @param line its encoded form
     */
    public synchronized void accept(String unit, long micros, NodeEvent event, String line) {
        UnitAccount account = accounts.get(unit);
        if (account != null && !account.ended()) {
            if (event instanceof WorkerEvent.Finished) {
                testsEnded++;
            }
            change(account, () -> account.accept(micros, event, line));
        }
    }

    /**
     * A plan is over: those of its units that have not ended fail.
     *
     * @param units those of its units that the worker had
     * @param reason why, where the worker gave no better reason for a unit
     */
    public synchronized void planEnded(Collection<Unit> units, ThrowableData reason) {
        for (Unit unit : units) {
            UnitAccount account = account(unit);
            change(account, () -> account.close(micros(), reason));
        }
    }

    /**
     * A unit is not to run.
     *
     * @param unit one that no worker had
     * @param reason the reason to report
     */
    public synchronized void skip(Unit unit, String reason) {
        UnitAccount account = account(unit);
        change(account, () -> account.skipWhole(micros(), reason));
    }

    /**
     * A worker is lost.
     *
     * @param units the units that it had
     * @param reason what a test that was running fails with
     * @return what is left to be run elsewhere
     */
    public synchronized List<Unit> workerLost(Collection<Unit> units, ThrowableData reason) {
        List<Unit> rest = new ArrayList<>();
        for (Unit unit : units) {
            UnitAccount account = account(unit);
            change(account, () -> account.lost(micros(), reason).ifPresent(rest::add));
        }
        return rest;
    }

    /**
     * Nothing will run any more: what was running fails, one test tells why where nothing was, and the others are
     * skipped with a short reason, so that one cause makes one error and not one per test.
     *
     * @param reason why
     * @param shortReason why, for the tests that are skipped
     */
    public synchronized void fail(ThrowableData reason, String shortReason) {
        fail(List.copyOf(accounts.keySet()), reason, shortReason);
    }

    /**
     * Nothing of some units will run any more, as for {@link #fail(ThrowableData, String)}.
     *
     * @param units their ids
     * @param reason why
     * @param shortReason why, for the tests that are skipped
     */
    public synchronized void fail(Collection<String> units, ThrowableData reason, String shortReason) {
        boolean told = false;
        for (String unit : units) {
            UnitAccount account = accounts.get(unit);
            if (account != null && !ended(account) && !divided.contains(account)) {
                boolean tell = !told;
                AtomicBoolean tells = new AtomicBoolean();
                change(account, () -> tells.set(account.giveUp(micros(), reason, tell, shortReason)));
                told = told || tells.get();
            }
        }
    }

    /**
     * The run was cancelled: units that have not begun are skipped, and so is the rest of those that wait
     * because their worker was lost. What a worker is running ends as it ends.
     *
     * @param reason the reason to report
     */
    public synchronized void cancel(String reason) {
        cancelled = true;
        for (UnitAccount account : accounts.values()) {
            if (!divided.contains(account)) {
                change(account, () -> account.cancel(micros(), reason));
            }
        }
    }

    /**
     * Tells whether the run was cancelled.
     *
     * @return true after {@link #cancel}
     */
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /**
     * Tells whether every unit has ended.
     *
     * @return true when no worker is needed any more
     */
    public synchronized boolean complete() {
        return notEnded == 0;
    }

    /**
     * Tells whether each of some units has ended.
     *
     * @param units their ids
     * @return true when no worker is needed for them any more
     */
    public synchronized boolean complete(Collection<String> units) {
        return notEnded == 0
                || units.stream().allMatch(unit -> {
                    UnitAccount account = accounts.get(unit);
                    return account == null || ended(account);
                });
    }

    private boolean ended(UnitAccount account) {
        PartedUnit parted = partOf.get(account);
        return account.ended() || (parted != null && parted.whole().ended());
    }

    /**
     * How far the run is.
     *
     * @return numbers for a progress line
     */
    public synchronized Progress progress() {
        return new Progress(unitCount - notEnded, unitCount, testsEnded);
    }

    /**
     * Counts for a progress line.
     *
     * @param unitsEnded units that have ended
     * @param units all units
     * @param nodesEnded tests and containers that have ended
     */
    public record Progress(int unitsEnded, int units, int nodesEnded) {}

    /**
     * Takes the next entry to replay. Only one unit is open at a time: entries of others wait until it has
     * ended; then comes one that has ended meanwhile, if there is one, else the one that began first. The first
     * of all units comes first.
     *
     * @param maxWait how long to wait for one
     * @return the entry; empty when none came in time, or when there are no more
     * @throws InterruptedException when the replaying thread is interrupted
     */
    public synchronized Optional<Entry> next(Duration maxWait) throws InterruptedException {
        long deadline = System.nanoTime() + maxWait.toNanos();
        while (true) {
            UnitAccount current = replaying;
            if (current != null) {
                Entry entry = current.spool().poll();
                if (entry != null) {
                    return Optional.of(entry);
                }
                if (current.ended()) {
                    replaying = null;
                }
            }
            if (replaying == null) {
                replaying = chooseNext();
            }
            boolean hasEntry = replaying != null && !replaying.spool().isEmpty();
            if (!hasEntry) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || drained()) {
                    return Optional.empty();
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    /**
     * Tells whether everything has ended and been replayed.
     *
     * @return true when {@link #next} will never return an entry again
     */
    public synchronized boolean drained() {
        return notEnded == 0 && replaying == null && toReplay.isEmpty();
    }

    @Override
    public synchronized void close() {
        storage.close();
    }

    private @Nullable UnitAccount chooseNext() {
        UnitAccount opening = first;
        if (opening != null) {
            if (toReplay.remove(opening)) {
                first = null;
                return opening;
            }
            return null;
        }
        for (UnitAccount account : toReplay) {
            if (account.ended()) {
                toReplay.remove(account);
                return account;
            }
        }
        return toReplay.poll();
    }

    private UnitAccount account(Unit unit) {
        UnitAccount account = accounts.get(unit.id());
        if (account == null) {
            throw new IllegalArgumentException("No such unit: " + unit.id());
        }
        return account;
    }

    /** Applies a change, then notes what it did to the account and wakes the replaying thread. */
    private void change(UnitAccount account, Runnable change) {
        PartedUnit parted = partOf.get(account);
        if (parted == null) {
            note(account, change);
        } else {
            change.run();
            note(parted.whole(), () -> parted.report(micros()));
        }
    }

    private void note(UnitAccount account, Runnable change) {
        boolean hadBegun = account.begun();
        boolean hadEnded = account.ended();
        change.run();
        if (!hadBegun && account.begun()) {
            toReplay.add(account);
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
