package dev.forkd.engine.place;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the arguments of this JVM mean for another one: which can be handed on, and which files they name. */
final class OwnArguments {

    /** A second debugger, management port or IDE connection would meet the first one. */
    private static final List<String> DEBUGGERS =
            List.of("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug", "-Dcom.sun.management.jmxremote", "-Dforkd.");

    private static final List<String> IDE_AGENTS = List.of("idea_rt.jar", "debugger-agent.jar");

    /** Variables from which a JVM takes arguments by itself. */
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private OwnArguments() {}

    static List<String> withoutDebuggers(List<String> arguments) {
        List<String> kept = new ArrayList<>(arguments);
        kept.removeIf(argument -> DEBUGGERS.stream().anyMatch(argument::startsWith)
                || (argument.startsWith("-javaagent:") && IDE_AGENTS.stream().anyMatch(argument::contains)));
        return List.copyOf(kept);
    }

    /**
     * Leaves out what a JVM takes from its environment by itself.
     *
     * @param arguments those of this JVM
     * @param environment what the other JVM finds in its environment
     */
    static List<String> withoutThoseOf(List<String> arguments, Map<String, String> environment) {
        List<String> kept = new ArrayList<>(arguments);
        for (String variable : VARIABLES) {
            for (String argument : environment.getOrDefault(variable, "").split("\\s+", 0)) {
                kept.remove(argument);
            }
        }
        return List.copyOf(kept);
    }

    /** The files and directories that arguments name by an absolute path, or an agent by a relative one. */
    static List<Path> namedFiles(List<String> arguments, Path workingDirectory) {
        Set<Path> named = new LinkedHashSet<>();
        for (String argument : arguments) {
            if (argument.startsWith("-javaagent:") || argument.startsWith("-agentpath:")) {
                String path = argument.substring(argument.indexOf(':') + 1).split("=", 2)[0];
                add(named, workingDirectory, path);
            } else {
                String value = argument.replaceFirst("^-[^=:]*(?:[=:]|$)", "");
                for (String part : value.split("[" + File.pathSeparator + "=,]", -1)) {
                    if (part.startsWith("/")) {
                        add(named, workingDirectory, part);
                    }
                }
            }
        }
        return List.copyOf(named);
    }

    private static void add(Set<Path> named, Path workingDirectory, String path) {
        try {
            Path file = workingDirectory.resolve(path).normalize();
            if (Files.exists(file) && file.getNameCount() > 1) {
                named.add(file);
            }
        } catch (InvalidPathException e) {
            // Not a path, whatever it is.
        }
    }
}
