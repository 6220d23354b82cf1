package dev.forkd.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What runs in guests; they are files of their own so that shells can check them. */
final class Scripts {
    /** The script is an argument, so nothing in it can break the wrapper; stdin would be the guest's console. */
    static final String WRAPPER = load("wrapper.sh");

    /**
     * Runs the script if its key is new, and keeps what it says beside the key; a second call with the same key waits
     * for the first one's end and says the same. What earlier keys kept is thrown away, since their answers came. Without
     * room to keep anything it runs all the same.
     */
    static final String KEYED = load("keyed.sh");

    static final String PROCESS = load("process.sh");
    static final String WORK_DIRECTORY = load("work-directory.sh");
    static final String UPLOAD = load("upload.sh");
    static final String DOWNLOAD = load("download.sh");
    static final String GUEST = load("guest.py");

    private Scripts() {}

    private static String load(String name) {
        // Relative to this class, so that relocating the package moves both.
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
