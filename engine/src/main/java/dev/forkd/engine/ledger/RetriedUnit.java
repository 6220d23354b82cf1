package dev.forkd.engine.ledger;

import dev.forkd.engine.ledger.Attempts.Attempt;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.AddressInUse;
import dev.forkd.engine.ports.Clash;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A unit that runs again when any of its tests has failed. Only one attempt is reported: the first one without a
 * failure, or else the last one. Until that is certain its events are held back. After an address in use there is one
 * more attempt, and only if nothing else has failed. Not thread-safe; guarded by its {@link Ledger}.
 */
final class RetriedUnit implements Composite {

    private final UnitAccount whole;
    private final Unit unit;
    private final int maxAttempts;
    private final Attempts attempts;
    private final EarlierAttempts earlier;
    /** Whether there is another attempt only because of an address in use. */
    private final boolean afterClash;
    /** What has failed in an attempt that is not reported. */
    private final Set<String> failedEarlier = new LinkedHashSet<>();
    /** What has ended in the attempt that is reported. */
    private final Set<String> told = new HashSet<>();

    private Attempt current;
    /** Kept until the next attempt has begun, which may never happen. */
    private @Nullable Attempt previous;

    private boolean stopped;

    RetriedUnit(UnitAccount whole, Unit unit, int retries, Attempts attempts, EarlierAttempts earlier) {
        this(whole, unit, retries, attempts, earlier, false);
    }

    private RetriedUnit(
            UnitAccount whole, Unit unit, int retries, Attempts attempts, EarlierAttempts earlier, boolean afterClash) {
        this.afterClash = afterClash;
        this.whole = whole;
        this.unit = unit;
        this.maxAttempts = retries + 1;
        this.attempts = attempts;
        this.earlier = earlier;
        this.current = attempts.open(unit, 1, this);
    }

    /** A unit that is running, and runs once more if addresses in use are all that it fails on. */
    static RetriedUnit afterClash(UnitAccount whole, Unit unit, Attempts attempts, EarlierAttempts earlier) {
        return new RetriedUnit(whole, unit, 1, attempts, earlier, true);
    }

    @Override
    public UnitAccount whole() {
        return whole;
    }

    /** Tells whether another attempt follows if this one fails, for whatever reason. */
    @Override
    public boolean hasOtherAttempts() {
        return !afterClash && mayRunAgain();
    }

    private boolean mayRunAgain() {
        return !stopped && current.number() < maxAttempts && (!afterClash || onlyMetAddressesInUse());
    }

    private boolean onlyMetAddressesInUse() {
        return current.spool().failures().values().stream()
                .allMatch(failure -> AddressInUse.in(failure).isPresent());
    }

    /** Tells what became of a unit that met an address in use. */
    Clash.Ending ending() {
        if (current.number() > 1) {
            return Clash.Ending.RAN_AGAIN;
        }
        return onlyMetAddressesInUse() ? Clash.Ending.TOO_LATE : Clash.Ending.OTHER_FAILURES;
    }

    /**
     * Starts no further attempt. If the next one was only waiting, the one before is reported after all: its failure is
     * not to be taken for a skipped test.
     */
    @Override
    public UnitAccount stop(UnitAccount attempt) {
        stopped = true;
        Attempt before = previous;
        if (before != null && !current.account().begun()) {
            before.spool().failures().keySet().forEach(id -> {
                earlier.remove(id, before.number());
                failedEarlier.remove(id);
            });
            current = before;
            previous = null;
        }
        return current.account();
    }

    @Override
    public void report(long micros) {
        dropPrevious();
        if (mayRunAgain()) {
            if (!current.account().ended()) {
                return;
            }
            if (!current.spool().failures().isEmpty()) {
                Attempt failed = current;
                failed.spool().failures().forEach((id, failure) -> {
                    earlier.add(id, failed.number(), failure);
                    failedEarlier.add(id);
                });
                previous = failed;
                current = attempts.open(unit, failed.number() + 1, this);
                return;
            }
        }
        for (Entry entry = current.spool().poll();
                entry != null;
                entry = current.spool().poll()) {
            tell(entry.micros(), entry.event());
        }
    }

    private void dropPrevious() {
        Attempt before = previous;
        if (before != null && current.account().begun()) {
            before.spool().discard();
            previous = null;
        }
    }

    private void tell(long micros, NodeEvent event) {
        if (event instanceof Finished || event instanceof Skipped) {
            told.add(String.valueOf(event.id()));
            if (unit.node().equals(event.id())) {
                failedEarlier.stream().filter(id -> !told.contains(id)).forEach(id -> earlier.move(id, unit.node()));
            }
        }
        whole.make(micros, event);
    }
}
