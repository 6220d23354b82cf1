package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Permissions with the bits for the owner's rights and for sticky directories, which Java's own set leaves out. */
final class FileModes {

    private static final int BITS = 07777;
    private static final int RIGHTS = 0777;
    private static final String MODE = "unix:mode";

    private FileModes() {}

    /** Sets permissions that a listing gave in octal; ignored where the file system has none. */
    static void set(Path file, String octal) throws IOException {
        if (octal.matches("[0-7]{1,4}") && has(file)) {
            Files.setAttribute(file, MODE, Integer.parseInt(octal, 8));
        }
    }

    /** Gives a file the permissions of another one, and its owner and group as far as this user may give files away. */
    static void copy(Path from, Path to) throws IOException {
        if (!has(to)) {
            return;
        }
        boolean owned = give(from, to, "unix:uid") && give(from, to, "unix:gid");
        // Done last, because a change of the owner takes away the bits for the owner's rights. Another owner does not
        // get
        // these.
        int mode = (Integer) Files.getAttribute(from, MODE, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(to, MODE, mode & (owned ? BITS : RIGHTS));
    }

    private static boolean give(Path from, Path to, String attribute) throws IOException {
        Object id = Files.getAttribute(from, attribute);
        if (!id.equals(Files.getAttribute(to, attribute))) {
            try {
                Files.setAttribute(to, attribute, id);
            } catch (FileSystemException e) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }
}
