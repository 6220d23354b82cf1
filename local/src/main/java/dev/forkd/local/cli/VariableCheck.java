package dev.forkd.local.cli;

import dev.forkd.wire.files.PackagedText;
import java.util.Collection;
import java.util.List;

/** Finds environment variables that look like settings of forkd but are none. */
final class VariableCheck {
    private static final String PREFIX = "FORKD_";

    /**
     * All names that mean something. A test of the engine, which defines the settings, writes the file. A name that ends
     * with an underscore stands for all names that begin so.
     */
    private static final List<String> KNOWN =
            PackagedText.of(VariableCheck.class, "variables.txt").lines().toList();

    private final Collection<String> names;

    VariableCheck(Collection<String> names) {
        this.names = names;
    }

    List<Finding> findings() {
        List<Finding> unknown = names.stream()
                .filter(name -> name.startsWith(PREFIX) && !isKnown(name))
                .sorted()
                .map(name -> Finding.wrong(
                        "variable",
                        name + " is no setting of forkd's and is ignored." + suggestion(name)
                                + " docs/configuration.md lists them all."))
                .toList();
        return unknown.isEmpty()
                ? List.of(Finding.ok("variables", "each FORKD_* name that is set means something"))
                : unknown;
    }

    private static boolean isKnown(String name) {
        return KNOWN.stream().anyMatch(known -> known.endsWith("_") ? name.startsWith(known) : name.equals(known));
    }

    /** The known names that share the longest beginning with this one. */
    private static String suggestion(String name) {
        int longest =
                KNOWN.stream().mapToInt(known -> common(known, name)).max().orElse(0);
        if (longest <= PREFIX.length()) {
            return "";
        }
        return " Did you mean "
                + String.join(
                        " or ",
                        KNOWN.stream()
                                .filter(known -> common(known, name) == longest)
                                .limit(3)
                                .toList())
                + "?";
    }

    private static int common(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }
}
