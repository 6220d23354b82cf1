package dev.forkd.engine.place;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A list of allowed names.
 *
 * @param patterns whole names, or prefixes followed by {@code *}
 */
public record NamePatterns(List<String> patterns) {

    /**
     * Tells whether a name is allowed.
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
     * Selects the allowed values.
     *
     * @param values values by name
     * @return the values whose names are allowed
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
