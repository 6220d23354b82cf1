package dev.forkd.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts that run in guests. They are files of their own so that shell linters can check them. */
final class Scripts {
    /**
     * The script is passed as an argument, so it cannot break the wrapper's syntax. Its stdin is redirected because it
     * would otherwise be the guest's console.
     */
    static final String WRAPPER = load("wrapper.sh");

    /**
     * Runs the script if its key is new, and keeps the result under that key. A second call with the same key waits for
     * the first to end and returns the same result. Results of earlier keys are deleted, since their answers have
     * arrived. If there is no space to keep a result, the script runs all the same.
     */
    static final String KEYED = load("keyed.sh");

    static final String PROCESS = load("process.sh");
    static final String WORK_DIRECTORY = load("work-directory.sh");
    static final String UPLOAD = load("upload.sh");
    static final String DOWNLOAD = load("download.sh");
    static final String GUEST = load("guest.py");

    private Scripts() {}

    private static String load(String name) {
        // The name is relative to this class, so relocating the package moves the class and the scripts together.
        try (InputStream script = Scripts.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the script " + name + " is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
