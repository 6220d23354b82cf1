package dev.forkd.engine.ledger;

/** Reports as one account what other accounts, which feed it, have received. */
sealed interface Composite permits PartedUnit, RepeatedUnit, RetriedUnit {

    /** The account that is reported. */
    UnitAccount whole();

    /** Reports all that is due. Called after each change of an account that feeds this one. */
    void report(long micros);
}
