package dev.forkd.worker.warm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds reasons why this JVM must not be copied: resources that all copies would hold at the same time. */
final class Objections {

    private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s*0*([0-7]+)$");
    private static final int WRITES = 03;
    private static final int FIRST_OWN = 3;
    private static final int INODE = 9;
    private static final int UNIX_INODE = 6;
    private static final int UNIX_PATH = 7;
    /** Thread groups of the JDK's own threads, including those that JDK agents need. */
    private static final Set<String> GROUPS = Set.of("system", "InnocuousThreadGroup");

    private Objections() {}

    /** Returns the reasons, as sentences for the user. */
    static List<String> find(Set<String> ownFiles) {
        List<String> found = new ArrayList<>();
        if (ProcessHandle.current().children().findAny().isPresent()) {
            found.add("a process was started");
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ThreadGroup group = thread.getThreadGroup();
            if (group != null && !GROUPS.contains(group.getName()) && thread != Thread.currentThread()) {
                found.add("the thread '" + thread.getName() + "' runs");
            }
        }
        Set<String> sockets = socketsWithAnAddress();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open) {
                look(descriptor, ownFiles, sockets, found);
            }
        } catch (IOException e) {
            found.add("what it holds open cannot be seen: " + e.getMessage());
        }
        return found;
    }

    private static void look(Path descriptor, Set<String> ownFiles, Set<String> sockets, List<String> found) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:")) {
                if (sockets.contains(target.replaceAll("\\D", ""))) {
                    found.add("a socket is open");
                }
            } else if (target.startsWith("/")
                    && !target.startsWith("/dev/")
                    && !ownFiles.contains(target)
                    && Integer.parseInt(descriptor.getFileName().toString()) >= FIRST_OWN
                    && writes(descriptor)) {
                found.add(target + " is open for writing");
            }
        } catch (IOException e) {
            return; // Closed meanwhile, like the descriptor of the listing itself.
        }
    }

    /**
     * The inode numbers of the sockets that have an address, by which others may know them. The JDK holds a socket of
     * its own, which has none.
     */
    private static Set<String> socketsWithAnAddress() {
        Set<String> numbers = new HashSet<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            lines(table).forEach(fields -> numbers.add(field(fields, INODE)));
        }
        lines("unix").stream()
                .filter(fields -> fields.length > UNIX_PATH)
                .forEach(fields -> numbers.add(field(fields, UNIX_INODE)));
        return numbers;
    }

    private static String field(String[] fields, int number) {
        return fields.length > number ? fields[number] : "";
    }

    private static List<String[]> lines(String table) {
        try {
            return Files.readAllLines(Path.of("/proc/self/net/" + table), ISO_8859_1).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .toList();
        } catch (IOException e) {
            return List.of(); // This system lacks the protocol.
        }
    }

    private static boolean writes(Path descriptor) throws IOException {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + descriptor.getFileName()), ISO_8859_1);
        Matcher flags = FLAGS.matcher(info);
        return flags.find() && (Integer.parseInt(flags.group(1), 8) & WRITES) != 0;
    }
}
