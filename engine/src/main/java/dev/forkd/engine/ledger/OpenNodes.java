package dev.forkd.engine.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The nodes of one unit that have started and not ended. Finding the open nodes below a node takes time in proportion
 * to the node's depth and the result, and not to the number of open nodes. Not thread-safe.
 */
final class OpenNodes {

    private final Set<String> open = new LinkedHashSet<>();
    /** The number of open nodes below each node. */
    private final Map<String, Integer> below = new HashMap<>();

    private final Function<String, List<String>> ancestors;

    /**
     * Makes an empty set.
     *
     * @param ancestors returns the ids of a node's ancestors within the unit
     */
    OpenNodes(Function<String, List<String>> ancestors) {
        this.ancestors = ancestors;
    }

    void add(String id) {
        if (open.add(id)) {
            ancestors.apply(id).forEach(node -> below.merge(node, 1, Integer::sum));
        }
    }

    void remove(String id) {
        if (open.remove(id)) {
            ancestors
                    .apply(id)
                    .forEach(node -> below.computeIfPresent(node, (key, count) -> count == 1 ? null : count - 1));
        }
    }

    boolean contains(String id) {
        return open.contains(id);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean anyBelow(String id) {
        return below.containsKey(id);
    }

    /** The open nodes, those that started last first; a copy. */
    List<String> latestFirst() {
        List<String> reversed = new ArrayList<>(open);
        Collections.reverse(reversed);
        return reversed;
    }

    /** The open nodes below a node, those that started last first. */
    List<String> latestFirstBelow(String id) {
        return anyBelow(id)
                ? latestFirst().stream()
                        .filter(node -> ancestors.apply(node).contains(id))
                        .toList()
                : List.of();
    }
}
