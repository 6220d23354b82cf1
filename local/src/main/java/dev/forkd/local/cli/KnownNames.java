package dev.forkd.local.cli;

import dev.forkd.wire.files.PackagedText;
import java.util.List;
import java.util.Locale;

/** The names of all settings, as environment variables and as properties. */
final class KnownNames {
    static final String VARIABLES = "FORKD_";
    static final String PROPERTIES = "forkd.";

    /**
     * All names that mean something. A test of the engine, which defines the settings, writes the file. A name that ends
     * with an underscore stands for all names that begin so.
     */
    private static final List<String> KNOWN =
            PackagedText.of(KnownNames.class, "variables.txt").lines().toList();

    private KnownNames() {}

    static boolean isVariable(String name) {
        return KNOWN.stream().anyMatch(known -> known.endsWith("_") ? name.startsWith(known) : name.equals(known));
    }

    static boolean isProperty(String name) {
        return isVariable(variable(name));
    }

    /** A sentence with the variables that begin most like this one; empty if none begins much like it. */
    static String likeVariable(String name) {
        return suggestion(nearest(name));
    }

    /** A sentence with the properties that begin most like this one; empty if none begins much like it. */
    static String likeProperty(String name) {
        return suggestion(
                nearest(variable(name)).stream().map(KnownNames::property).toList());
    }

    private static String suggestion(List<String> names) {
        return names.isEmpty() ? "" : " Did you mean " + String.join(" or ", names) + "?";
    }

    private static List<String> nearest(String name) {
        int longest =
                KNOWN.stream().mapToInt(known -> common(known, name)).max().orElse(0);
        // Half of what is its own; otherwise any two names that begin with the same letter would be alike.
        int own = name.length() - VARIABLES.length();
        return 2 * (longest - VARIABLES.length()) < Math.max(own, 2)
                ? List.of()
                : KNOWN.stream()
                        .filter(known -> common(known, name) == longest)
                        .limit(3)
                        .toList();
    }

    private static int common(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String property(String variable) {
        return PROPERTIES
                + variable.substring(VARIABLES.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
    }
}
