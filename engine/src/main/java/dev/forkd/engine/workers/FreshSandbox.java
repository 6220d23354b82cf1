package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one worker's sandbox may still run, as far as some units need a sandbox in which nothing else has run: it starts
 * such a unit while the sandbox is fresh, and afterwards tells when it is time for another sandbox. Used by one thread
 * at a time.
 */
final class FreshSandbox {

    private final boolean isolated;
    private boolean used;
    /** A unit that nobody else has, and that is not yet planned. */
    private @Nullable Unit claimed;

    /**
     * Makes the object for a sandbox in which nothing has run.
     *
     * @param isolated whether only one plan may run in it
     */
    FreshSandbox(boolean isolated) {
        this.isolated = isolated;
    }

    /** Sets the unit for which the sandbox was made; null for most sandboxes. */
    void reserveFor(@Nullable Unit unit) {
        claimed = unit;
    }

    /** The unit that would be lost with the worker although it is in no plan; almost always none. */
    Stream<Unit> claimed() {
        return Stream.ofNullable(claimed);
    }

    /** Returns the unit that the sandbox must run first, alone; null if it has none, or has run something. */
    @Nullable
    Unit first(FreshUnits waiting) {
        if (!used && claimed == null) {
            claimed = waiting.poll();
        }
        return used ? null : claimed;
    }

    /** Notes that a plan has begun. */
    void use() {
        used = true;
        claimed = null;
    }

    /** Tells whether a worker that runs something may be given a second plan. */
    boolean takesMore() {
        return !isolated;
    }

    /** Tells whether nothing else may run here. */
    boolean hasServed(boolean idle) {
        return isolated && used && idle;
    }

    /** Takes a unit that must run in another, fresh sandbox; null if none waits, or this one is busy or still fresh. */
    @Nullable
    Unit nextElsewhere(FreshUnits waiting, boolean idle) {
        return used && idle ? waiting.poll() : null;
    }
}
