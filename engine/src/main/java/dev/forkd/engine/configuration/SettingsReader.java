package dev.forkd.engine.configuration;

import dev.forkd.wire.names.NearNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads settings: first from the JUnit configuration parameters (which include system properties and
 * {@code junit-platform.properties}), then from the environment. A blank value counts as not set. What is wrong is noted
 * and refused at the end, so that a user is told everything at once.
 */
final class SettingsReader {

    private static final String PREFIX = "forkd.";

    /** One of UTF-8, as files of properties are read: each byte by itself, or by a build tool as a character. */
    private static final List<String> BYTE_ORDER_MARKS = List.of("\u00ef\u00bb\u00bf", "\ufeff");

    private static final String VARIABLE_PREFIX = "FORKD_";

    /** The mark of a worker, and the property in which builds usually keep the version of forkd. */
    private static final Set<String> NOT_SETTINGS = Set.of("forkd.worker", "forkd.version");

    private final Function<String, Optional<String>> parameters;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

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
            default -> noted(wrong(setting, value, "'true' or 'false'"), true);
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
        return noted(wrong(setting, value, "a whole number from " + least + " to " + most), OptionalInt.of(least));
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
        return noted(wrong(setting, value, "one of " + String.join(", ", choices)), type.getEnumConstants()[0]);
    }

    List<String> list(Setting setting, String separator) {
        return Arrays.stream(text(setting).split(separator))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Reads something by a method of its own; {@code otherwise} takes its place if it is wrong. */
    <T> T read(Supplier<T> reading, T otherwise) {
        try {
            return reading.get();
        } catch (ConfigurationException e) {
            return noted(e, otherwise);
        }
    }

    private <T> T noted(ConfigurationException problem, T otherwise) {
        problems.add(String.valueOf(problem.getMessage()));
        return otherwise;
    }

    /** Tells whether anything was wrong so far. */
    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** Refuses the settings if anything was wrong. What was returned in its place must not be used. */
    void require() {
        if (hasProblems()) {
            throw new ConfigurationException(String.join("\n", problems) + " Nothing was started.");
        }
    }

    /** Notes unknown parameters that begin like ours, because a misspelt setting must not be ignored. */
    void checkNames(Collection<String> keys) {
        keys.stream()
                .filter(key -> key.startsWith(PREFIX)
                        && !NOT_SETTINGS.contains(key)
                        && Setting.ofKey(key).isEmpty())
                .sorted()
                .map(key -> {
                    List<String> near = NearNames.of(key, keys(), PREFIX).stream()
                            .map(name -> "'" + name + "'")
                            .toList();
                    return "Unknown setting '" + key + "'."
                            + (near.isEmpty()
                                    ? " No setting has a name like it."
                                    : " Did you mean " + String.join(" or ", near) + "?");
                })
                .forEach(problems::add);
        keys.stream()
                .filter(key -> BYTE_ORDER_MARKS.stream().anyMatch(mark -> key.startsWith(mark + PREFIX)))
                .map(
                        key -> "The file with the setting '" + key.substring(key.indexOf(PREFIX))
                                + "' (junit-platform.properties?)"
                                + " begins with a byte order mark, which makes it a part of that name. Save the file without one.")
                .forEach(problems::add);
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
                        + NearNames.question(name, known, VARIABLE_PREFIX))
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
                + ", but must be " + right + "." + why + " It says " + setting.meaning() + ".");
    }

    private static List<String> keys() {
        return Arrays.stream(Setting.values()).map(Setting::key).toList();
    }
}
