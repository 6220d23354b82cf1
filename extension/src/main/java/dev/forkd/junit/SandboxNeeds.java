package dev.forkd.junit;

import dev.forkd.junit.ForkdSandbox.Choice;
import dev.forkd.junit.ForkdSandbox.Isolation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the sandbox of a class must be like. Classes with equal needs share a fleet. The engine uses it; tests do not
 * need it. Immutable.
 *
 * @param snapshot the tag to fork from; empty if the setting applies
 * @param memoryLimitMib the memory limit in MiB; 0 if the setting applies
 * @param perChildNetns whether the sandbox has its own network namespace
 * @param prewarm whether the controller takes a throw-away snapshot of the sandbox first
 * @param env additional environment variables as {@code NAME=value}
 * @param files the files to ship to another machine; empty if the setting applies
 * @param outputs patterns of further files that come back from another machine
 * @param isolation what else may run in the sandbox
 */
public record SandboxNeeds(
        String snapshot,
        int memoryLimitMib,
        Choice perChildNetns,
        Choice prewarm,
        List<String> env,
        List<String> files,
        List<String> outputs,
        Isolation isolation) {

    /** The needs of a class that needs nothing special. */
    public static final SandboxNeeds NONE = new SandboxNeeds(
            "", 0, Choice.AS_CONFIGURED, Choice.AS_CONFIGURED, List.of(), List.of(), List.of(), Isolation.SHARED);

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern RESERVED = Pattern.compile("(FORKD|SANDBOX)_.*");

    /**
     * Makes needs with copies of the lists.
     *
     * @param snapshot the tag to fork from; empty if the setting applies
     * @param memoryLimitMib the memory limit in MiB; 0 if the setting applies
     * @param perChildNetns whether the sandbox has its own network namespace
     * @param prewarm whether the controller takes a throw-away snapshot of the sandbox first
     * @param env additional environment variables as {@code NAME=value}
     * @param files the files to ship to another machine; empty if the setting applies
     * @param outputs patterns of further files that come back from another machine
     * @param isolation what else may run in the sandbox
     */
    public SandboxNeeds {
        env = List.copyOf(env);
        files = List.copyOf(files);
        outputs = List.copyOf(outputs);
    }

    static SandboxNeeds of(ForkdSandbox found) {
        return new SandboxNeeds(
                found.snapshot(),
                found.memoryLimitMib(),
                found.perChildNetns(),
                found.prewarm(),
                // In one order, so that classes that need the same share a fleet.
                Stream.of(found.env()).sorted().toList(),
                List.of(found.files()),
                List.of(found.outputs()),
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
        return contradictionOfVariables().or(this::contradictionOfFiles);
    }

    private Optional<String> contradictionOfFiles() {
        for (String file : files) {
            if (!isInside(file.startsWith("!") ? file.substring(1) : file)) {
                return Optional.of("files names '" + file
                        + "', which is not inside the project. Give paths below its directory, like \"testdata\".");
            }
        }
        for (String pattern : outputs) {
            if (!isInside(pattern)) {
                return Optional.of("outputs names '" + pattern
                        + "', which is not inside the build directory. Give patterns below it, like"
                        + " \"screenshots/**\".");
            }
        }
        return Optional.empty();
    }

    private static boolean isInside(String path) {
        return !path.isBlank()
                && !path.startsWith("/")
                && path.indexOf(',') < 0
                && path.chars().noneMatch(Character::isISOControl)
                && !List.of(path.split("/", -1)).contains("..");
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
        if (prewarm != Choice.AS_CONFIGURED) {
            parts.add(prewarm == Choice.YES ? "prewarmed" : "not prewarmed");
        }
        if (!files.isEmpty()) {
            parts.add("files " + String.join(", ", files));
        }
        if (!outputs.isEmpty()) {
            parts.add("outputs " + String.join(", ", outputs));
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
