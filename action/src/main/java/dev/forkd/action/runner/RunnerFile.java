package dev.forkd.action.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the files through which a step tells the runner things: {@code GITHUB_OUTPUT}, {@code GITHUB_STATE} or
 * {@code GITHUB_STEP_SUMMARY}. Without a runner nothing is written. Thread-safe.
 */
public final class RunnerFile {
    private final @Nullable Path file;

    private RunnerFile(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Names a file.
     *
     * @param path its path, or empty for none
     * @return the file
     */
    public static RunnerFile at(String path) {
        return new RunnerFile(path.isBlank() ? null : Path.of(path));
    }

    /**
     * Sets a value. The delimiter cannot be guessed, so no value can end early and set another one.
     *
     * @param name ours
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
     * @param text any
     * @throws IOException if the file cannot be written
     */
    public synchronized void append(String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
