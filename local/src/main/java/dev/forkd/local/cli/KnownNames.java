package dev.forkd.local.cli;

import dev.forkd.wire.files.PackagedText;
import dev.forkd.wire.names.NearNames;
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

    /** A sentence with the variables that are most like this one; empty if none is. */
    static String likeVariable(String name) {
        return NearNames.question(name, KNOWN, VARIABLES);
    }

    /** A sentence with the properties that are most like this one; empty if none is. */
    static String likeProperty(String name) {
        return NearNames.question(name, KNOWN.stream().map(KnownNames::property).toList(), PROPERTIES);
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
