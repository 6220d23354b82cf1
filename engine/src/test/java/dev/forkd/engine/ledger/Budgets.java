package dev.forkd.engine.ledger;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.plan.Unit;
import java.util.List;

/** Makes ledgers of JVMs that have little memory, for tests. */
public final class Budgets {

    private Budgets() {}

    /**
     * Makes a ledger.
     *
     * @param units its units
     * @param bytes how much memory all that workers register may take
     * @return the ledger
     */
    public static Ledger ledger(List<Unit> units, long bytes) {
        return new Ledger(units, new EventDecoder(), new NodeBudget(bytes));
    }
}
