package dev.forkd.engine.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An allow-list of names, each whole or with {@code *} at its end. */
record NamePatterns(List<String> patterns) {

    boolean allow(String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }

    Map<String, String> select(Map<String, String> values) {
        Map<String, String> selected = new TreeMap<>();
        values.forEach((name, value) -> {
            if (allow(name)) {
                selected.put(name, value);
            }
        });
        return selected;
    }
}
