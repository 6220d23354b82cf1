package dev.forkd.engine.plan;

import dev.forkd.schedule.Affinity;
import dev.forkd.schedule.Task;
import java.util.List;
import java.util.Set;

/**
 * What is scheduled: a direct child of an engine's root, for Jupiter a top-level class.
 *
 * @param id its unique id
 * @param name a short name for messages
 * @param selectors the unique ids that a worker is asked to run, in the host's order
 * @param containers the ids of the nodes between the unit's own and its leaves, in order
 * @param leaves the ids of the nodes without children in the host's tree, in order; each must end
 * @param cost an estimate of how long it takes, in no particular measure, at least 1
 * @param passable whether a worker that has planned it can still leave it to another one
 * @param affinity the expensive set-up that it shares with others
 */
public record Unit(
        String id,
        String name,
        List<String> selectors,
        Set<String> containers,
        Set<String> leaves,
        long cost,
        boolean passable,
        Affinity affinity)
        implements Task {

    /**
     * Makes one that shares no set-up.
     *
     * @param id its unique id
     * @param name a short name for messages
     * @param selectors what a worker is asked to run
     * @param containers the nodes in between
     * @param leaves the nodes without children
     * @param cost an estimate
     * @param passable whether a worker can still leave it to another one
     */
    public Unit(
            String id,
            String name,
            List<String> selectors,
            Set<String> containers,
            Set<String> leaves,
            long cost,
            boolean passable) {
        this(id, name, selectors, containers, leaves, cost, passable, Affinity.NONE);
    }

    /**
     * The same unit with another estimate of what its shared set-up costs.
     *
     * @param setUpCost 0 for nothing
     * @return the unit
     */
    public Unit sharing(long setUpCost) {
        return new Unit(
                id, name, selectors, containers, leaves, cost, passable, new Affinity(affinity.key(), setUpCost));
    }

    /**
     * The same unit with another estimate.
     *
     * @param other at least 1 is taken
     * @return the unit
     */
    public Unit costing(long other) {
        return new Unit(id, name, selectors, containers, leaves, Math.max(1, other), passable, affinity);
    }
}
