package dev.forkd.action.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file through which a step passes values to the runner: {@code GITHUB_OUTPUT}, {@code GITHUB_STATE} or
 * {@code GITHUB_STEP_SUMMARY}. Without a runner nothing is written. Thread-safe.
 */
public final class RunnerFile {
    private final @Nullable Path file;

    private RunnerFile(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Makes an object for a file.
     *
     * @param path the file's path, or empty for none
     * @return the file
     */
    public static RunnerFile at(String path) {
        return new RunnerFile(path.isBlank() ? null : Path.of(path));
    }

    /**
     * Sets a value. The delimiter is random, so a value cannot end itself early and set another one.
     *
     * @param name a name chosen by this program
     * @param value any text
     * @throws IOException if the file cannot be written
     */
    public synchronized void set(String name, String value) throws IOException {
        String delimiter = "ghadelimiter_" + UUID.randomUUID();
        if (value.contains(delimiter)) {
            throw new IOException("a value contains a delimiter that was just made up");
        }
        append(name + "<<" + delimiter + "\n" + value.replace("\r\n", "\n") + "\n" + delimiter + "\n");
    }

    /**
     * Appends text.
     *
     * @param text any text
     * @throws IOException if the file cannot be written
     */
    public synchronized void append(String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
