package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds processes whose copies would listen on the same port of the same network, and so take each other's connections.
 */
final class ListeningSockets {
    private static final String LISTENING = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;

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
        Set<String> listening = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(directory.resolve("net").resolve(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > INODE && fields[STATE].equals(LISTENING)) {
                    listening.add("socket:[" + fields[INODE] + "]");
                }
            }
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(directory.resolve("fd"))) {
            for (Path descriptor : open) {
                if (listening.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // The process has ended.
        }
        return false;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return List.of(); // The kernel lacks this protocol, or the process has ended.
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // The descriptor was closed meanwhile.
        }
    }
}
