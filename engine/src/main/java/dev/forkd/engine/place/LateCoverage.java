package dev.forkd.engine.place;

import java.io.IOException;
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
 * Coverage of the workers where this JVM's own agent was told to begin its file anew when it ends
 * ({@code append=false}): what is put there before is lost. So it is added when this JVM ends, behind the agent.
 */
final class LateCoverage {

    private static final Pattern AGENT = Pattern.compile("-javaagent:[^=]*jacoco[^=]*=(.*)");
    private static final Pattern DESTINATION = Pattern.compile("(?:^|,)destfile=([^,]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long STEP_MILLIS = 20;

    private LateCoverage() {}

    /** The file that this JVM's agent overwrites at its end, if it does so. */
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

    /** Adds content to the file when this JVM ends, as soon as its agent has written there. */
    static void addAtTheEnd(Path file, byte[] content) throws IOException {
        FileTime before = Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> add(file, before, content), "forkd-coverage"));
    }

    private static void add(Path file, FileTime before, byte[] content) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline && !isWritten(file, before)) {
                Thread.sleep(STEP_MILLIS);
            }
            Files.write(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("forkd: the coverage of the workers could not be added to " + file + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Written anew, and not growing any more. */
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
