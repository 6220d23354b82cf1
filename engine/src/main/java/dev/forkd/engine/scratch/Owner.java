package dev.forkd.engine.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a process for good: its number alone comes again, and means another process in another container
 * that shares the temporary directory.
 */
final class Owner {

    private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)-(\\d+)-.*");

    private Owner() {}

    /** This process: its space of process numbers, its number and when it started. */
    static String current() {
        ProcessHandle process = ProcessHandle.current();
        return numberSpace() + "-" + process.pid() + "-" + startMillis(process);
    }

    /** Whether a name starts with a process of this space that is dead; of others nothing is known. */
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

    /** On Linux the inode of the process namespace; elsewhere there is only one. */
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
