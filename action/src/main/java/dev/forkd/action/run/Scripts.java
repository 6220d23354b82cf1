package dev.forkd.action.run;

import dev.forkd.wire.files.PackagedText;

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
        return PackagedText.of(Scripts.class, name);
    }
}
