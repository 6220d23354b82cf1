package dev.forkd.engine.ledger;

/** Reports as one account what other accounts, which feed it, have received. */
sealed interface Composite permits PartedUnit, RepeatedUnit, RetriedUnit {

    /** The account that is reported. */
    UnitAccount whole();

    /** The account whose end is the end of one that feeds this one: most attempts are over only when one is reported. */
    default UnitAccount endOf(UnitAccount feeding) {
        return whole();
    }

    /** Tells whether another attempt has run, or will run, what one that feeds this one does not. */
    default boolean hasOtherAttempts() {
        return false;
    }

    /** Begins nothing further, because nothing more will run, and returns the account that is to end now. */
    default UnitAccount stop(UnitAccount feeding) {
        return feeding;
    }

    /** Reports all that is due. Called after each change of an account that feeds this one. */
    void report(long micros);
}
