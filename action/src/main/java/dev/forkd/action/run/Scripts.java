package dev.forkd.action.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What runs in sandboxes beside the user's commands; they are files of their own so that tools can check them. */
public final class Scripts {
    /** Prints for each file the number of the argument that it belongs to, its size and its absolute path. */
    public static final String FIND = load("find.sh");

    /** Unpacks an archive into a directory. */
    public static final String UNPACK = load("unpack.sh");

    /**
     * Preparations that run before the program, in the same call. The clock of a restored guest shows the time of its
     * snapshot, which makes TLS fail, so it is set. The directory for reports is created.
     */
    static final String PREPARE = load("prepare.sh");

    private Scripts() {}

    private static String load(String name) {
        try (InputStream script = Scripts.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
