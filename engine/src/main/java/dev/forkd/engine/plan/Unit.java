package dev.forkd.engine.plan;

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
 */
public record Unit(
        String id,
        String name,
        List<String> selectors,
        Set<String> containers,
        Set<String> leaves,
        long cost,
        boolean passable) {

    /** The same unit with another estimate. */
    Unit costing(long other) {
        return new Unit(id, name, selectors, containers, leaves, Math.max(1, other), passable);
    }
}
