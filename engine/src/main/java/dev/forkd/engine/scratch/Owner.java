package dev.forkd.engine.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies a process permanently. Its id alone does not suffice: ids are reused, and in another container that shares
 * the temporary directory they belong to other processes.
 */
final class Owner {

    private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)-(\\d+)-.*");

    private Owner() {}

    /** Identifies this process by its process namespace, its id and its start time. */
    static String current() {
        ProcessHandle process = ProcessHandle.current();
        return numberSpace() + "-" + process.pid() + "-" + startMillis(process);
    }

    /**
     * Tells whether a name begins with the identity of a dead process of this namespace; nothing is known about other
     * namespaces.
     */
    static boolean isDead(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || !matcher.group(1).equals(numberSpace())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(matcher.group(2)));
        return process.isEmpty() || startMillis(process.get()) != Long.parseLong(matcher.group(3));
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** On Linux, the inode of the process namespace; elsewhere there is only one. */
    private static String numberSpace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException e) {
            return "0";
        }
    }
}
