package dev.forkd.engine.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The nodes of one unit that have started and not ended, sorted by id, so that those below a node are together. What is
 * asked of a node takes time in proportion to the result, and not to the number of open nodes, which a worker decides.
 * Not thread-safe.
 */
final class OpenNodes {

    /** The character after the one that follows a node's id in the ids of the nodes below it. */
    private static final char AFTER_SEPARATOR = '/' + 1;

    /** The number of each node in the order of their starts. */
    private final TreeMap<String, Long> open = new TreeMap<>();

    private long started;

    void add(String id) {
        open.putIfAbsent(id, ++started);
    }

    void remove(String id) {
        open.remove(id);
    }

    boolean contains(String id) {
        return open.containsKey(id);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean anyBelow(String id) {
        return !below(id).isEmpty();
    }

    /** The open nodes, those that started last first; a copy. */
    List<String> latestFirst() {
        return latestFirst(open);
    }

    /** The open nodes below a node, those that started last first; a copy. */
    List<String> latestFirstBelow(String id) {
        return latestFirst(below(id));
    }

    private Map<String, Long> below(String id) {
        return open.subMap(id + '/', id + AFTER_SEPARATOR);
    }

    private static List<String> latestFirst(Map<String, Long> nodes) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return nodes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
