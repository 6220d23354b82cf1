package dev.forkd.engine.place;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the workers' coverage if this JVM's own JaCoCo agent overwrites its file at the end ({@code append=false}). What
 * was written earlier would be lost, so it is appended when this JVM ends, after the agent has written.
 */
final class LateCoverage {

    private static final Pattern AGENT = Pattern.compile("-javaagent:[^=]*jacoco[^=]*=(.*)");
    private static final Pattern DESTINATION = Pattern.compile("(?:^|,)destfile=([^,]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long STEP_MILLIS = 20;

    private LateCoverage() {}

    /** Returns the file that this JVM's agent overwrites at its end, if it does so. */
    static Optional<Path> overwrittenFile(List<String> arguments, Path workingDirectory) {
        for (String argument : arguments) {
            Matcher agent = AGENT.matcher(argument);
            if (agent.matches() && List.of(agent.group(1).split(",", -1)).contains("append=false")) {
                Matcher destination = DESTINATION.matcher(agent.group(1));
                return Optional.of(workingDirectory
                        .resolve(destination.find() ? destination.group(1) : "jacoco.exec")
                        .normalize());
            }
        }
        return Optional.empty();
    }

    /**
     * Appends a file's content when this JVM ends, as soon as the agent has written its own.
     *
     * @param file the agent's file
     * @param content what to append; deleted afterwards
     */
    static void addAtTheEnd(Path file, Path content) throws IOException {
        FileTime before = Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> add(file, before, content), "forkd-coverage"));
    }

    private static void add(Path file, FileTime before, Path content) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline && !isWritten(file, before)) {
                Thread.sleep(STEP_MILLIS);
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                Files.copy(content, out);
            }
        } catch (IOException e) {
            System.err.println("forkd: the coverage of the workers could not be added to " + file + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delete(content);
        }
    }

    private static void delete(Path content) {
        try {
            Files.deleteIfExists(content);
        } catch (IOException e) {
            System.err.println("forkd: " + content + " could not be deleted: " + e);
        }
    }

    /** Tells whether the file was overwritten and no longer grows. */
    private static boolean isWritten(Path file, FileTime before) throws IOException, InterruptedException {
        if (!Files.exists(file)
                || Files.size(file) == 0
                || Files.getLastModifiedTime(file).equals(before)) {
            return false;
        }
        long size = Files.size(file);
        Thread.sleep(STEP_MILLIS);
        return Files.size(file) == size;
    }
}
