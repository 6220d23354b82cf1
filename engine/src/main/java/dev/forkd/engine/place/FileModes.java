package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Permissions with the bits for the owner's rights and for sticky directories, which Java's own set leaves out. */
final class FileModes {

    private static final int BITS = 07777;
    private static final String MODE = "unix:mode";

    private FileModes() {}

    /** Sets permissions that a listing gave in octal; ignored where the file system has none. */
    static void set(Path file, String octal) throws IOException {
        if (octal.matches("[0-7]{1,4}") && has(file)) {
            Files.setAttribute(file, MODE, Integer.parseInt(octal, 8));
        }
    }

    /** Gives a file the owner, the group and the permissions of another one. */
    static void copy(Path from, Path to) throws IOException {
        if (!has(to)) {
            return;
        }
        for (String who : new String[] {"unix:uid", "unix:gid"}) {
            Object id = Files.getAttribute(from, who);
            if (!id.equals(Files.getAttribute(to, who))) {
                Files.setAttribute(to, who, id);
            }
        }
        // At last, because a change of the owner takes away the bits for the owner's rights.
        Files.setAttribute(to, MODE, (Integer) Files.getAttribute(from, MODE, LinkOption.NOFOLLOW_LINKS) & BITS);
    }

    private static boolean has(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }
}
