package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;

/** Opens attempts to run a unit, so that workers run them. */
@FunctionalInterface
interface Attempts {

    /** Opens one; the first runs the unit object itself. */
    Attempt open(Unit unit, int number, Composite of);

    /** An attempt that may still run or be reported. */
    record Attempt(int number, UnitAccount account, AttemptSpool spool) {}
}
