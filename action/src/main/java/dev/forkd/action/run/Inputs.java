package dev.forkd.action.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The inputs of one run. A blank value is the default, because an expression that is empty arrives as one; what is
 * wrong is collected, so that people see everything at once. Not thread-safe.
 */
public final class Inputs {
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    /**
     * Wraps values.
     *
     * @param values by the names that action.yml gives them
     */
    public Inputs(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads a text with white space around it removed.
     *
     * @param name of the input
     * @return the text, or empty if it is blank
     */
    public Optional<String> text(String name) {
        return raw(name).map(String::strip);
    }

    /**
     * Reads a text as it is.
     *
     * @param name of the input
     * @return the text, or empty if it is blank
     */
    public Optional<String> raw(String name) {
        String value = values.getOrDefault(name, "");
        if (value.indexOf('\0') >= 0) {
            problem(name, "has a NUL character, which no command can receive. Remove it");
            return Optional.empty();
        }
        return value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    /**
     * Reads a truth value the way YAML 1.2 and the runner's own actions do.
     *
     * @param name of the input
     * @param standard when it is blank
     * @return the value; the default if it is wrong
     */
    public boolean truth(String name, boolean standard) {
        String value = text(name).orElse(standard ? "true" : "false");
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            problem(name, "is '" + shown(value) + "'. Use true or false");
            return standard;
        }
        return TRUE.contains(value);
    }

    /**
     * Reads a whole number.
     *
     * @param name of the input
     * @param least smallest allowed
     * @param most largest allowed
     * @return the number, or empty if it is blank or wrong
     */
    public OptionalLong number(String name, long least, long most) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (value.get().matches("[0-9]{1,15}")) {
            long number = Long.parseLong(value.get());
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        }
        problem(name, "is '" + shown(value.get()) + "'. Use a whole number from " + least + " to " + most);
        return OptionalLong.empty();
    }

    /**
     * Remembers something that is wrong.
     *
     * @param name of the input
     * @param what continues a sentence that starts with the input
     */
    public void problem(String name, String what) {
        problems.add("Input '" + name + "' " + what + ".");
    }

    /**
     * Ends the reading.
     *
     * @throws InputException if anything was wrong
     */
    public void require() throws InputException {
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
    }

    private static String shown(String value) {
        return value.length() > 60 ? value.substring(0, 60) + "..." : value;
    }
}
