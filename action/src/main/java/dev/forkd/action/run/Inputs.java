package dev.forkd.action.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The inputs of one run. A blank value stands for the default, because an expression that evaluates to nothing arrives
 * as one. Problems are collected, so that the user sees all of them at once. Not thread-safe.
 */
public final class Inputs {
    /** In how many sandboxes something can run at most. */
    public static final int MAX_SANDBOXES = 1000;

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

    /** Options that do not have an input's name. */
    private static final Map<String, String> OPTIONS =
            Map.of("token", "The token", "fail_on_nonzero", "--ignore-failures", "cleanup", "--keep");

    private final Map<String, String> values;
    private final boolean commandLine;
    private final List<String> problems = new ArrayList<>();

    /**
     * Wraps the values.
     *
     * @param values values by their names in action.yml
     */
    public Inputs(Map<String, String> values) {
        this(values, false);
    }

    private Inputs(Map<String, String> values, boolean commandLine) {
        this.values = Map.copyOf(values);
        this.commandLine = commandLine;
    }

    /**
     * Wraps the values of options of the command line, whose problems name the options.
     *
     * @param values values by their names in action.yml
     * @return the inputs
     */
    public static Inputs ofCommandLine(Map<String, String> values) {
        return new Inputs(values, true);
    }

    /**
     * Tells where the values come from, for remedies that only one of the two has.
     *
     * @return whether they are options of the command line
     */
    public boolean commandLine() {
        return commandLine;
    }

    /**
     * Reads a text, without white space around it.
     *
     * @param name the input's name
     * @return the text, or empty if it is blank
     */
    public Optional<String> text(String name) {
        return raw(name).map(String::strip);
    }

    /**
     * Reads a text as it is.
     *
     * @param name the input's name
     * @return the text, or empty if it is blank or has a NUL character
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
     * Reads a boolean in the notation of YAML 1.2, as the runner's own actions do.
     *
     * @param name the input's name
     * @param standard the default
     * @return the value; the default if the input is blank or wrong
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
     * @param name the input's name
     * @param least the smallest allowed number
     * @param most the largest allowed number
     * @return the number, or empty if the input is blank or wrong
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
     * Adds a problem.
     *
     * @param name the input's name
     * @param what the rest of a sentence that starts with the input
     */
    public void problem(String name, String what) {
        String subject =
                commandLine ? OPTIONS.getOrDefault(name, "--" + name.replace('_', '-')) : "Input '" + name + "'";
        problems.add(subject + " " + what + (what.endsWith("?") ? "" : "."));
    }

    /**
     * Checks that there was no problem.
     *
     * @throws InputException if there was any
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
