package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process in a sandbox that has its own process ids.
 *
 * @param hostPid the id that this machine sees
 * @param pid the id inside the sandbox
 */
record SandboxProcess(long hostPid, long pid) {

    /** Lists the living processes that were started in a sandbox and then inherited by its first process. */
    static List<SandboxProcess> childrenOf(long init) {
        return ProcessHandle.of(init).stream()
                .flatMap(ProcessHandle::children)
                .flatMap(SandboxProcess::of)
                .toList();
    }

    List<SandboxProcess> withDescendants() {
        List<SandboxProcess> all = new ArrayList<>(List.of(this));
        ProcessHandle.of(hostPid).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(SandboxProcess::of)
                .forEach(all::add);
        return all;
    }

    private static Stream<SandboxProcess> of(ProcessHandle handle) {
        Path status = Path.of("/proc/" + handle.pid() + "/status");
        try {
            List<String> lines = Files.readAllLines(status, StandardCharsets.ISO_8859_1);
            String state = field(lines, "State:").orElse("Z");
            Optional<String> inside = field(lines, "NSpid:");
            if (state.startsWith("Z") || state.startsWith("X") || inside.isEmpty()) {
                return Stream.empty();
            }
            String[] ids = inside.get().split("\\s+", -1);
            return Stream.of(new SandboxProcess(handle.pid(), Long.parseLong(ids[ids.length - 1])));
        } catch (IOException e) {
            return Stream.empty(); // The process has ended meanwhile.
        }
    }

    private static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }
}
