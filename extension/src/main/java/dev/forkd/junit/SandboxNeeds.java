package dev.forkd.junit;

import dev.forkd.junit.ForkdSandbox.Choice;
import dev.forkd.junit.ForkdSandbox.Isolation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the sandbox of a class must be like. Classes with equal needs share a fleet. The engine uses it; tests do not
 * need it. Immutable.
 *
 * @param snapshot the tag to fork from; empty if the setting applies
 * @param memoryLimitMib the memory limit in MiB; 0 if the setting applies
 * @param perChildNetns whether the sandbox has its own network namespace
 * @param env additional environment variables as {@code NAME=value}
 * @param isolation what else may run in the sandbox
 */
public record SandboxNeeds(
        String snapshot, int memoryLimitMib, Choice perChildNetns, List<String> env, Isolation isolation) {

    /** The needs of a class that needs nothing special. */
    public static final SandboxNeeds NONE = new SandboxNeeds("", 0, Choice.AS_CONFIGURED, List.of(), Isolation.SHARED);

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern RESERVED = Pattern.compile("(FORKD|SANDBOX)_.*");

    /**
     * Makes needs with a copy of the list.
     *
     * @param snapshot the tag to fork from; empty if the setting applies
     * @param memoryLimitMib the memory limit in MiB; 0 if the setting applies
     * @param perChildNetns whether the sandbox has its own network namespace
     * @param env additional environment variables as {@code NAME=value}
     * @param isolation what else may run in the sandbox
     */
    public SandboxNeeds {
        env = List.copyOf(env);
    }

    static SandboxNeeds of(ForkdSandbox found) {
        return new SandboxNeeds(
                found.snapshot(),
                found.memoryLimitMib(),
                found.perChildNetns(),
                List.of(found.env()),
                found.isolation());
    }

    /** Returns why the needs are invalid, with what to write instead; empty if they are valid. */
    Optional<String> contradiction() {
        if (!snapshot.isEmpty() && !TAG.matcher(snapshot).matches()) {
            return Optional.of("snapshot = \"" + snapshot
                    + "\" is no name of a snapshot. Give 1 to 64 ASCII letters, digits, dashes or underscores.");
        }
        if (memoryLimitMib < 0) {
            return Optional.of("memoryLimitMib = " + memoryLimitMib
                    + " is negative. Give the MiB that the sandbox may have, or leave it out.");
        }
        return contradictionOfVariables();
    }

    private Optional<String> contradictionOfVariables() {
        Set<String> names = new LinkedHashSet<>();
        for (String variable : env) {
            String name = nameOf(variable);
            if (!variable.contains("=") || !NAME.matcher(name).matches() || variable.indexOf('\0') >= 0) {
                return Optional.of("env has an entry that is no variable, '" + name + "'. Write it as NAME=value.");
            }
            if (RESERVED.matcher(name).matches()) {
                return Optional.of("env sets " + name
                        + ", which forkd itself sets in sandboxes. Names with FORKD_ or SANDBOX_ are its own.");
            }
            if (!names.add(name)) {
                return Optional.of("env sets " + name + " twice. Leave one of them out.");
            }
        }
        return Optional.empty();
    }

    /**
     * Describes the special needs, for the message that tells where classes run. Of variables it gives only the names,
     * because the values may be secret.
     *
     * @return part of a sentence; empty if the class needs nothing special
     */
    public String description() {
        List<String> parts = new ArrayList<>();
        if (!snapshot.isEmpty()) {
            parts.add("snapshot " + snapshot);
        }
        if (memoryLimitMib > 0) {
            parts.add("at most " + memoryLimitMib + " MiB");
        }
        if (perChildNetns != Choice.AS_CONFIGURED) {
            parts.add(perChildNetns == Choice.YES ? "a network of its own" : "a shared network");
        }
        if (!env.isEmpty()) {
            parts.add("variables "
                    + String.join(", ", env.stream().map(SandboxNeeds::nameOf).toList()));
        }
        if (isolation == Isolation.CLASS) {
            parts.add("a fresh one for each class");
        }
        if (isolation == Isolation.METHOD) {
            parts.add("a fresh one for each test method");
        }
        return String.join("; ", parts);
    }

    private static String nameOf(String variable) {
        int end = variable.indexOf('=');
        return end < 0 ? variable : variable.substring(0, end);
    }
}
