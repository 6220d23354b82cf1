package dev.forkd.action.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What runs in sandboxes beside the user's commands; they are files of their own so that tools can check them. */
public final class Scripts {
    /** Prints which of its arguments a file belongs to, the file's size, and its absolute name. */
    public static final String FIND = load("find.sh");

    /** Unpacks an archive into a directory. */
    public static final String UNPACK = load("unpack.sh");

    /**
     * What must be done first, without a call of its own: a restored guest's clock stands at the time of its snapshot,
     * which breaks TLS; reports need a directory.
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
