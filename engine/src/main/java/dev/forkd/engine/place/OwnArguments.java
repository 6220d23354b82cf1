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

/** Decides which arguments of this JVM can be passed on to another one, and finds the files that they name. */
final class OwnArguments {

    /**
     * Arguments for debuggers and management ports, whose connections cannot be opened twice, and our own settings.
     */
    private static final List<String> DEBUGGERS =
            List.of("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug", "-Dcom.sun.management.jmxremote", "-Dforkd.");

    private static final List<String> IDE_AGENTS = List.of("idea_rt.jar", "debugger-agent.jar");

    /** Variables from which a JVM takes arguments by itself; they are not passed on a second time as arguments. */
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private OwnArguments() {}

    static List<String> withoutDebuggers(List<String> arguments) {
        List<String> kept = new ArrayList<>(arguments);
        // What a file of flags contains (-XX:Flags) is told as well, without a dash. The other JVM reads that file
        // itself.
        kept.removeIf(argument -> !argument.startsWith("-")
                || DEBUGGERS.stream().anyMatch(argument::startsWith)
                || (argument.startsWith("-javaagent:") && IDE_AGENTS.stream().anyMatch(argument::contains)));
        return List.copyOf(kept);
    }

    /**
     * Removes the arguments that another JVM takes from its environment anyway, as it would get them twice.
     *
     * @param arguments the arguments of this JVM
     * @param environment the environment variables of the other JVM
     * @return the other arguments
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

    /** The files and directories that arguments name by absolute paths, and agents also by relative ones. */
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
            // Not a path.
        }
    }
}
