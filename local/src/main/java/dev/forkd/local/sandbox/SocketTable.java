package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code /proc} tells of TCP sockets; nothing on systems without it. */
final class SocketTable {
    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    private SocketTable() {}

    /**
     * Lists the sockets that listen in a process's network.
     *
     * @param process the process's directory in {@code /proc}
     * @return their ports, by what a descriptor of the socket points to
     */
    static Map<String, Integer> listening(Path process) {
        Map<String, Integer> ports = new HashMap<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(process.resolve("net").resolve(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > INODE && fields[STATE].equals(LISTENING)) {
                    String port = fields[ADDRESS].substring(fields[ADDRESS].lastIndexOf(':') + 1);
                    ports.put("socket:[" + fields[INODE] + "]", Integer.parseInt(port, HEXADECIMAL));
                }
            }
        }
        return ports;
    }

    /** Lists what the descriptors of a process point to; nothing if it has ended or may not be looked at. */
    static Set<String> openIn(Path process) {
        Set<String> targets = new HashSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                targets.add(target(descriptor));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return targets; // The process has ended.
        }
        return targets;
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
