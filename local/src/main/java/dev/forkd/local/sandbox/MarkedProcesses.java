package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds processes by an entry in their environment, using {@code /proc}; on systems without it no process is found.
 */
final class MarkedProcesses {
    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 50;

    private MarkedProcesses() {}

    /** Finds the processes whose environment has an entry that starts with {@code prefix}. */
    static List<ProcessHandle> find(String prefix) {
        List<ProcessHandle> found = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(String.valueOf(entry.getFileName()));
                if (pid != self && marked(entry.resolve("environ"), prefix)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException | NumberFormatException e) {
            return found;
        }
        return found;
    }

    /**
     * Kills these processes. Repeats that until none is left, because they may fork meanwhile, but only a limited
     * number of times.
     */
    static void kill(String prefix) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = find(prefix);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean marked(Path environ, String prefix) {
        try {
            // ISO 8859-1 maps every byte to one character, so foreign bytes cannot break the search.
            String text = new String(Files.readAllBytes(environ), StandardCharsets.ISO_8859_1);
            return text.startsWith(prefix) || text.contains('\0' + prefix);
        } catch (IOException e) {
            return false; // The process has ended meanwhile, or belongs to another user.
        }
    }
}
