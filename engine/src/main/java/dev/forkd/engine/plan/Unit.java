package dev.forkd.engine.plan;

import dev.forkd.schedule.Affinity;
import dev.forkd.schedule.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The unit of scheduling: a direct child of an engine's root, for Jupiter a top-level class, or a part of such a child.
 *
 * @param id the id that distinguishes it from other units: the unique id of its node or, for a part, of its only test;
 *     for another attempt, with its number behind it
 * @param node the unique id of the engine's child; all parts of one child have the same node
 * @param name a short name for messages
 * @param selectors the unique ids that a worker is asked to run, in the host's order
 * @param containers the ids of the nodes between the unit and its leaves, in order
 * @param leaves the ids of the nodes without children in the host's tree, in order; each must end
 * @param weights estimates of how long its leaves take, in the same measure as each other; a leaf without one weighs 1
 * @param cost an estimate of its duration of at least 1, in an arbitrary measure
 * @param passable whether a worker that has planned it can still leave it to another one
 * @param affinity the expensive set-up that it shares with others
 * @param demands what {@code @ForkdSandbox} demands for it
 */
public record Unit(
        String id,
        String node,
        String name,
        List<String> selectors,
        Set<String> containers,
        Set<String> leaves,
        Map<String, Long> weights,
        long cost,
        boolean passable,
        Affinity affinity,
        Demands demands)
        implements Task {

    /**
     * Makes a unit that shares no set-up and demands nothing.
     *
     * @param id its unique id
     * @param name a short name for messages
     * @param selectors the ids that a worker is asked to run
     * @param containers the ids of the nodes between the unit and its leaves
     * @param leaves the ids of the nodes without children
     * @param cost an estimate of its duration
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
        this(id, id, name, selectors, containers, leaves, Map.of(), cost, passable, Affinity.NONE, Demands.NONE);
    }

    /**
     * Returns the same unit with another cost of its shared set-up.
     *
     * @param setUpCost the cost; 0 if nothing is shared
     * @return the changed unit
     */
    public Unit sharing(long setUpCost) {
        return changed(weights, cost, new Affinity(affinity.key(), setUpCost));
    }

    /**
     * Returns the same unit with another cost.
     *
     * @param other the cost; less than 1 counts as 1
     * @return the changed unit
     */
    public Unit costing(long other) {
        return changed(weights, Math.max(1, other), affinity);
    }

    /**
     * Returns the same unit with other weights of its leaves.
     *
     * @param others how long the leaves take, as far as that is known
     * @return the changed unit
     */
    public Unit weighing(Map<String, Long> others) {
        return changed(Map.copyOf(others), cost, affinity);
    }

    private Unit changed(Map<String, Long> otherWeights, long otherCost, Affinity otherAffinity) {
        return new Unit(
                id,
                node,
                name,
                selectors,
                containers,
                leaves,
                otherWeights,
                otherCost,
                passable,
                otherAffinity,
                demands);
    }

    /**
     * Returns a unit that has only some tests of this one.
     *
     * @param some the ids of the leaves to keep
     * @return the smaller unit, which has the same id
     */
    public Unit narrowedTo(Collection<String> some) {
        Set<String> kept = Collections.unmodifiableSet(new LinkedHashSet<>(some));
        return narrowed(
                id,
                kept,
                selectors.stream()
                        .filter(selector -> nearestIn(kept, selector).isPresent())
                        .toList());
    }

    /**
     * Divides this unit into parts with one leaf each, so that each leaf can run separately.
     *
     * @return the parts, in order; only this unit itself if it has fewer than two leaves
     */
    public List<Unit> parts() {
        return parts(0);
    }

    /**
     * Divides this unit into parts that can run separately, each with leaves that follow each other.
     *
     * @param most the cost that a part with more than one leaf may have
     * @return the parts, in order; only this unit itself if there would be just one
     */
    public List<Unit> parts(long most) {
        List<List<String>> groups = groups(most);
        if (groups.size() < 2) {
            return List.of(this);
        }
        Map<String, List<String>> selectorsOf = new HashMap<>();
        for (String selector : selectors) {
            nearestIn(leaves, selector).ifPresent(leaf -> selectorsOf
                    .computeIfAbsent(leaf, key -> new ArrayList<>())
                    .add(selector));
        }
        return groups.stream()
                .map(group -> narrowed(
                        group.get(0),
                        Collections.unmodifiableSet(new LinkedHashSet<>(group)),
                        group.stream()
                                .flatMap(leaf -> selectorsOf.getOrDefault(leaf, List.of()).stream())
                                .toList()))
                .toList();
    }

    private List<List<String>> groups(long most) {
        List<List<String>> groups = new ArrayList<>();
        long total = weight(leaves);
        long open = 0;
        for (String leaf : leaves) {
            long itsCost = costOf(weight(Set.of(leaf)), total);
            if (groups.isEmpty() || open + itsCost > most) {
                groups.add(new ArrayList<>());
                open = 0;
            }
            groups.get(groups.size() - 1).add(leaf);
            open += itsCost;
        }
        return groups;
    }

    private long weight(Set<String> some) {
        return some.stream()
                .mapToLong(leaf -> Math.max(1, weights.getOrDefault(leaf, 1L)))
                .sum();
    }

    private long costOf(long weight, long total) {
        return Math.max(1, Math.round((double) cost * weight / Math.max(1, total)));
    }

    /**
     * Returns the same tests as a unit of its own, to be run again after a failure.
     *
     * @param attempt the number of the attempt, beginning with 1 for this unit itself
     * @return the unit, with another id and the same node
     */
    public Unit attempt(int attempt) {
        return new Unit(
                id + "#" + attempt,
                node,
                name,
                selectors,
                containers,
                leaves,
                weights,
                cost,
                passable,
                Affinity.NONE,
                demands);
    }

    /**
     * Finds the leaf that a node is, or is below.
     *
     * @param id the unique id of a node
     * @return the id of the leaf; empty for a container, and for nodes of other units
     */
    public Optional<String> leafOf(String id) {
        return nearestIn(leaves, id);
    }

    private Unit narrowed(String itsId, Set<String> itsLeaves, List<String> itsSelectors) {
        return new Unit(
                itsId,
                node,
                name,
                List.copyOf(itsSelectors),
                containers,
                itsLeaves,
                weights,
                costOf(weight(itsLeaves), weight(leaves)),
                passable,
                Affinity.NONE,
                demands);
    }

    /** Finds the id itself or the nearest one above it among some; units have many thousands of them. */
    private static Optional<String> nearestIn(Set<String> some, String id) {
        for (int end = id.length(); end > 0; end = id.lastIndexOf("/[", end - 1)) {
            String above = id.substring(0, end);
            if (some.contains(above)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }
}
