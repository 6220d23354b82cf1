package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The process of the build tool that started this JVM. What this JVM has in its environment and that process has not
 * was set by the build for its tests; what both have is this machine's own.
 */
final class BuildProcess {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ksh", "zsh", "busybox");
    private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";
    private static final int MAX_ANCESTORS = 4;

    private BuildProcess() {}

    /**
     * The variables that this build set for its tests; empty when no ancestor is known to be this build's tool: a
     * daemon's environment is that of another session.
     */
    static Optional<Map<String, String>> setByTheBuild(Map<String, String> environment) {
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        for (int i = 0; i < MAX_ANCESTORS && ancestor.isPresent(); i++) {
            long pid = ancestor.get().pid();
            String[] command = strings(Path.of("/proc/" + pid + "/cmdline"));
            if (java.util.Arrays.asList(command).contains(MAVEN)) {
                Map<String, String> set = new TreeMap<>(environment);
                for (String variable : strings(Path.of("/proc/" + pid + "/environ"))) {
                    String[] parts = variable.split("=", 2);
                    if (parts.length == 2) {
                        set.remove(parts[0], parts[1]);
                    }
                }
                return Optional.of(set);
            }
            if (command.length == 0 || !SHELLS.contains(name(command[0]))) {
                return Optional.empty();
            }
            ancestor = ancestor.get().parent();
        }
        return Optional.empty();
    }

    private static String name(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private static String[] strings(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.isEmpty() ? new String[0] : text.split("\0", 0);
        } catch (IOException e) {
            return new String[0];
        }
    }
}
