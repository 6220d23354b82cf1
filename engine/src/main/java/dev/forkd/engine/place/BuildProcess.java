package dev.forkd.engine.place;

import dev.forkd.engine.host.MavenProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The process of the build tool that started this JVM. What this JVM has in its environment and that process has not
 * was set by the build for its tests; what both have is this machine's own.
 */
final class BuildProcess {

    private BuildProcess() {}

    /** The variables that this build set for its tests; empty when Maven is not known to have started this JVM. */
    static Optional<Map<String, String>> setByTheBuild(Map<String, String> environment) {
        MavenProcess processes = new MavenProcess(Path.of("/proc"));
        OptionalLong maven = processes.above(ProcessHandle.current().pid());
        if (maven.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> set = new TreeMap<>(environment);
        for (String variable : processes.strings(maven.getAsLong(), "environ")) {
            String[] parts = variable.split("=", 2);
            if (parts.length == 2) {
                set.remove(parts[0], parts[1]);
            }
        }
        return Optional.of(set);
    }
}
