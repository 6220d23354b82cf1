package dev.forkd.wire.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates directories that only this user can enter, and that no other user (except root) can replace: no component of
 * the path can be changed by others.
 */
public final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_GROUP = 020;
    private static final int WRITABLE_BY_OTHERS = 02;

    private PrivateDirectory() {}

    /**
     * Creates the first of several directories that can be made private.
     *
     * @param candidates in the order of preference; relative paths are ignored
     * @return the directory, or empty if none of them can be made private
     */
    public static Optional<Path> firstOf(List<Path> candidates) {
        return candidates.stream()
                .filter(Path::isAbsolute)
                .flatMap(candidate -> attempt(candidate).stream())
                .findFirst();
    }

    private static Optional<Path> attempt(Path candidate) {
        try {
            return Optional.of(make(candidate));
        } catch (IOException e) {
            return Optional.empty(); // It belongs to somebody else or cannot be written: try the next candidate.
        }
    }

    /**
     * Creates a directory together with missing parents, and checks every component of its path. Symbolic links on the
     * way are resolved, and the directories that they lead to are checked. Where the system has no POSIX permissions
     * nothing is checked.
     *
     * @param directory an absolute path
     * @return the same directory, without links in its path
     * @throws IOException if it cannot be created, or another user could change what the path leads to
     */
    public static Path make(Path directory) throws IOException {
        if (!posix()) {
            return Files.createDirectories(directory);
        }
        Path made = createFrom(directory.getRoot(), directory.normalize());
        int self = self(made);
        for (Path component = made; component != null; component = component.getParent()) {
            requireSafe(component, self);
        }
        if ((int) Files.getAttribute(made, "unix:uid", LinkOption.NOFOLLOW_LINKS) != self) {
            throw new IOException(made + " belongs to somebody else");
        }
        Files.setPosixFilePermissions(made, OWNER_ONLY);
        return made;
    }

    private static Path createFrom(@Nullable Path root, Path directory) throws IOException {
        if (root == null) {
            throw new IOException(directory + " is not absolute");
        }
        Path made = root;
        for (Path name : directory) {
            Path next = made.resolve(name);
            if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                createIfMissing(next);
            }
            made = next.toRealPath();
        }
        return made;
    }

    private static void createIfMissing(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            // Somebody else created it first; the later checks tell whether that matters.
        }
    }

    /** Returns the user id that this process creates files with. */
    private static int self(Path directory) throws IOException {
        Path probe = Files.createTempDirectory(directory, ".probe-", ownerOnly());
        try {
            return (int) Files.getAttribute(probe, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }

    private static void requireSafe(Path component, int self) throws IOException {
        if (!Files.isDirectory(component, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(component + " is no directory");
        }
        int owner = (int) Files.getAttribute(component, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != self && owner != 0) {
            throw new IOException(component + " belongs to somebody else");
        }
        int mode = (int) Files.getAttribute(component, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & STICKY) != 0) {
            return; // Sticky, like /tmp: others may add entries, but not replace ours.
        }
        if ((mode & WRITABLE_BY_OTHERS) != 0 || ((mode & WRITABLE_BY_GROUP) != 0 && !groupOfOne(component))) {
            throw new IOException(component + " can be changed by other users");
        }
    }

    /**
     * Many systems give each user a group of the same name, and make the user's files writable for it. Such a group has
     * no other members.
     */
    private static boolean groupOfOne(Path component) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(component, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.group().getName().equals(attributes.owner().getName());
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    }
}
