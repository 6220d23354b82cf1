package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Finds processes whose copies would listen on the same port of the same network, and so take each other's connections.
 */
final class ListeningSockets {
    private ListeningSockets() {}

    static void refuseShared(Confinement sandbox, List<SandboxProcess> roots) throws IOException {
        if (sandbox.ownNetwork()) {
            return;
        }
        for (SandboxProcess root : roots) {
            for (SandboxProcess process : root.withDescendants()) {
                if (listens(process)) {
                    throw new IOException("process " + process.pid()
                            + " listens on a port of this machine's network; with per_child_netns each sandbox has its"
                            + " own");
                }
            }
        }
    }

    private static boolean listens(SandboxProcess process) {
        Path directory = Path.of("/proc/" + process.hostPid());
        Set<String> listening = SocketTable.listening(directory).keySet();
        return SocketTable.openIn(directory).stream().anyMatch(listening::contains);
    }
}
