package dev.forkd.engine.place;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An allow-list of names.
 *
 * @param patterns names, each whole or with {@code *} at its end
 */
public record NamePatterns(List<String> patterns) {

    /**
     * Whether a name is on the list.
     *
     * @param name the name
     * @return whether one of the patterns matches
     */
    public boolean allow(String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }

    /**
     * Chooses what is on the list.
     *
     * @param values what to choose from
     * @return what was chosen, by name
     */
    public Map<String, String> select(Map<String, String> values) {
        Map<String, String> selected = new TreeMap<>();
        values.forEach((name, value) -> {
            if (allow(name)) {
                selected.put(name, value);
            }
        });
        return selected;
    }
}
