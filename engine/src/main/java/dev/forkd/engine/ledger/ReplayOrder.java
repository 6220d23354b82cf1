package dev.forkd.engine.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Decides which unit is replayed next. Only one is open at a time: entries of other units wait until it has ended. The
 * next one is then a unit that has already ended, if there is one, and otherwise the one that began first. Not
 * thread-safe; guarded by its {@link Ledger}.
 */
final class ReplayOrder {
    private final Deque<UnitAccount> begun = new ArrayDeque<>();
    /**
     * The unit that must be replayed first. Reports attribute what is printed before all tests to the first one, so it
     * must be the same as in a run in process.
     */
    private @Nullable UnitAccount first;

    private @Nullable UnitAccount open;

    ReplayOrder(@Nullable UnitAccount first) {
        this.first = first;
    }

    void add(UnitAccount account) {
        begun.add(account);
    }

    /** Tells whether a unit has begun and nothing of it was replayed. */
    boolean waits(UnitAccount account) {
        return begun.contains(account);
    }

    /** Names another first unit, as long as none was replayed. */
    void beginWith(@Nullable UnitAccount other) {
        first = other;
    }

    @Nullable
    UnitAccount first() {
        return first;
    }

    /** Forgets a unit that waits, because another account takes its place when that begins, after all others. */
    void forget(UnitAccount old) {
        begun.remove(old);
        if (first == old) {
            first = null;
        }
    }

    /** Tells whether nothing that was added is left to replay. */
    boolean isEmpty() {
        return open == null && begun.isEmpty();
    }

    /** Takes the next entry; null if there is none yet. */
    @Nullable
    Entry poll() {
        while (true) {
            UnitAccount account = open == null ? choose() : open;
            open = account;
            Entry entry = account == null ? null : account.spool().poll();
            if (entry != null || account == null || !account.ended()) {
                return entry;
            }
            open = null;
        }
    }

    private @Nullable UnitAccount choose() {
        UnitAccount opening = first;
        if (opening != null) {
            if (begun.remove(opening)) {
                first = null;
                return opening;
            }
            return null;
        }
        for (UnitAccount account : begun) {
            if (account.ended()) {
                begun.remove(account);
                return account;
            }
        }
        return begun.poll();
    }
}
