package dev.forkd.engine.plan;

import dev.forkd.schedule.Affinity;
import dev.forkd.schedule.Task;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is scheduled: a direct child of an engine's root, for Jupiter a top-level class; or a part of one.
 *
 * @param id what it is known by: the unique id of its node, or for a part that of the test it is there for
 * @param node the unique id of the engine's child
 * @param name a short name for messages
 * @param selectors the unique ids that a worker is asked to run, in the host's order
 * @param containers the ids of the nodes between the unit's own and its leaves, in order
 * @param leaves the ids of the nodes without children in the host's tree, in order; each must end
 * @param cost an estimate of how long it takes, in no particular measure, at least 1
 * @param passable whether a worker that has planned it can still leave it to another one
 * @param affinity the expensive set-up that it shares with others
 * @param demands what {@code @ForkdSandbox} asks for it
 */
public record Unit(
        String id,
        String node,
        String name,
        List<String> selectors,
        Set<String> containers,
        Set<String> leaves,
        long cost,
        boolean passable,
        Affinity affinity,
        Demands demands)
        implements Task {

    /**
     * Makes one that shares no set-up and demands nothing.
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
        this(id, id, name, selectors, containers, leaves, cost, passable, Affinity.NONE, Demands.NONE);
    }

    /**
     * The same unit with another estimate of what its shared set-up costs.
     *
     * @param setUpCost 0 for nothing
     * @return the unit
     */
    public Unit sharing(long setUpCost) {
        return new Unit(
                id,
                node,
                name,
                selectors,
                containers,
                leaves,
                cost,
                passable,
                new Affinity(affinity.key(), setUpCost),
                demands);
    }

    /**
     * The same unit with another estimate.
     *
     * @param other at least 1 is taken
     * @return the unit
     */
    public Unit costing(long other) {
        return new Unit(id, node, name, selectors, containers, leaves, Math.max(1, other), passable, affinity, demands);
    }

    /**
     * Some of its tests.
     *
     * @param some ids of leaves
     * @return a unit that has just those
     */
    public Unit narrowedTo(Collection<String> some) {
        return narrowedTo(id, some);
    }

    /**
     * A part of this unit for each of its leaves, so that each can run by itself.
     *
     * @return the parts, in order; this unit alone when it cannot be divided
     */
    public List<Unit> parts() {
        return leaves.size() < 2
                ? List.of(this)
                : leaves.stream().map(leaf -> narrowedTo(leaf, List.of(leaf))).toList();
    }

    private Unit narrowedTo(String itsId, Collection<String> some) {
        Set<String> kept = new LinkedHashSet<>(some);
        List<String> itsSelectors = selectors.stream()
                .filter(selector -> kept.stream().anyMatch(leaf -> isOrIsBelow(selector, leaf)))
                .toList();
        return new Unit(
                itsId,
                node,
                name,
                itsSelectors,
                containers,
                Collections.unmodifiableSet(kept),
                Math.max(1, cost * kept.size() / Math.max(1, leaves.size())),
                passable,
                Affinity.NONE,
                demands);
    }

    private static boolean isOrIsBelow(String id, String above) {
        return id.startsWith(above) && (id.length() == above.length() || id.charAt(above.length()) == '/');
    }
}
