package dev.forkd.engine.configuration;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads settings: first from the JUnit configuration parameters (which include system properties and
 * {@code junit-platform.properties}), then from the environment. A blank value counts as not set.
 */
final class SettingsReader {

    private static final String PREFIX = "forkd.";
    private static final String VARIABLE_PREFIX = "FORKD_";

    /** The mark of a worker, and the property in which builds usually keep the version of forkd. */
    private static final Set<String> NOT_SETTINGS = Set.of("forkd.worker", "forkd.version");

    /** A name with more than one mistake in this many letters is not taken for a misspelling. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private final Function<String, Optional<String>> parameters;
    private final Map<String, String> environment;

    SettingsReader(Function<String, Optional<String>> parameters, Map<String, String> environment) {
        this.parameters = parameters;
        this.environment = environment;
    }

    Optional<String> find(Setting setting) {
        return filled(parameters.apply(setting.key()))
                .or(() -> filled(Optional.ofNullable(environment.get(setting.variable()))));
    }

    private static Optional<String> filled(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    String text(Setting setting) {
        return find(setting).orElse(setting.defaultValue());
    }

    boolean flag(Setting setting) {
        String value = text(setting);
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(setting, value, "'true' or 'false'");
        };
    }

    OptionalInt number(Setting setting, int least, int most) {
        String value = text(setting);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Reported below, with the valid range.
        }
        throw wrong(setting, value, "a whole number from " + least + " to " + most);
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        String value = text(setting);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        List<String> choices = Arrays.stream(type.getEnumConstants())
                .map(constant -> "'" + constant.name().toLowerCase(Locale.ROOT) + "'")
                .toList();
        throw wrong(setting, value, "one of " + String.join(", ", choices));
    }

    List<String> list(Setting setting, String separator) {
        return Arrays.stream(text(setting).split(separator))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Refuses unknown parameters that begin like ours, because a misspelt setting must not be ignored. */
    static void refuseUnknown(Collection<String> keys) {
        List<String> unknown = keys.stream()
                .filter(key -> key.startsWith(PREFIX)
                        && !NOT_SETTINGS.contains(key)
                        && Setting.ofKey(key).isEmpty())
                .sorted()
                .map(key -> "Unknown setting '" + key + "'."
                        + nearest(key, keys())
                                .map(near -> " Did you mean '" + near + "'?")
                                .orElse(" No setting has a name like it."))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(String.join(" ", unknown) + " Nothing was started.");
        }
    }

    /**
     * Warns about unknown variables that begin like ours. They are not refused, because another program may use them.
     */
    static List<String> unknownVariables(Collection<String> names) {
        List<String> known =
                Arrays.stream(Setting.values()).map(Setting::variable).toList();
        return names.stream()
                .filter(name ->
                        name.startsWith(VARIABLE_PREFIX) && !known.contains(name) && !OtherVariable.includes(name))
                .sorted()
                .map(name -> "the environment variable " + name + " is no setting of forkd's and is ignored."
                        + nearest(name, known)
                                .map(near -> " Did you mean " + near + "?")
                                .orElse(""))
                .toList();
    }

    static ConfigurationException wrong(Setting setting, String value, String right) {
        return wrong(setting, value, right, "");
    }

    /**
     * Makes the exception for a wrong value.
     *
     * @param why a sentence that says more, after a blank; may be empty
     */
    static ConfigurationException wrong(Setting setting, String value, String right, String why) {
        String shown = setting == Setting.TOKEN ? "(hidden)" : "'" + value + "'";
        return new ConfigurationException("The setting " + setting.key() + " (" + setting.variable() + ") is " + shown
                + ", but must be " + right + "." + why + " It says " + setting.meaning() + ". Nothing was started.");
    }

    private static Optional<String> nearest(String name, List<String> known) {
        int most = Math.max(2, (name.length() - PREFIX.length()) / LETTERS_PER_MISTAKE);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, name)))
                .filter(candidate -> distance(candidate, name) <= most)
                // A name that was not written to its end, like forkd.snapshot.
                .or(() -> known.stream()
                        .filter(candidate -> candidate.startsWith(name))
                        .findFirst());
    }

    private static List<String> keys() {
        return Arrays.stream(Setting.values()).map(Setting::key).toList();
    }

    /** The Levenshtein distance, computed one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
