package dev.forkd.engine.place;

import dev.forkd.engine.host.MavenProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Compares the environment of this JVM with that of the build tool's process that started it. Variables that only this
 * JVM has were set by the build for its tests; the others belong to the machine.
 */
final class BuildProcess {

    private BuildProcess() {}

    /**
     * Returns the variables that the build set for its tests; empty if Maven is not known to have started this JVM.
     */
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
