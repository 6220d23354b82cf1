package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The directory of one controller, below a root that all controllers of a user share. The controller keeps a file in it
 * locked as long as it lives. The kernel releases the lock when the process ends, so a later controller can tell dead
 * controllers from living ones without relying on process ids.
 */
public final class StateDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final Pattern OURS = Pattern.compile("[0-9]+-[0-9a-f-]{36}");
    private static final Duration UNFINISHED_LIMIT = Duration.ofHours(1);

    private final Path path;
    private final FileChannel lock;

    private StateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates a directory for a new controller.
     *
     * @param root shared root; created with access for this user only if it is missing
     * @return the directory, locked
     * @throws IOException if the root cannot be created or belongs to another user
     */
    public static StateDirectory create(Path root) throws IOException {
        makePrivate(root);
        // The name begins with the process id, so that a sweep in this JVM can skip the directories of this JVM's own
        // controllers. It must not even open their lock files: closing any descriptor of a file releases all locks that
        // the process has on it.
        String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        // Created under a name that sweeps leave alone for an hour, and renamed once it is locked, so that it is never
        // seen unlocked.
        Path unfinished = root.resolve("." + name);
        makePrivate(unfinished);
        if (!Files.getOwner(root).equals(Files.getOwner(unfinished))) {
            Directories.deleteQuietly(unfinished);
            throw new IOException(root + " belongs to " + Files.getOwner(root) + "; give another state root");
        }
        FileChannel lock =
                FileChannel.open(unfinished.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new IOException("cannot lock " + unfinished.resolve(LOCK));
            }
            return new StateDirectory(Files.move(unfinished, root.resolve(name)), lock);
        } catch (IOException e) {
            lock.close();
            Directories.deleteQuietly(unfinished);
            throw e;
        }
    }

    /**
     * Removes what dead controllers left: their marked processes and their directories.
     *
     * @param root shared root; may be missing
     * @return how many directories were removed
     * @throws IOException if the root cannot be listed
     */
    public static int sweepDead(Path root) throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        String own = ProcessHandle.current().pid() + "-";
        int removed = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (isDead(entry, name, own)) {
                    MarkedProcesses.kill(PlainConfinement.MARKER + "=" + name + "/");
                    Directories.deleteQuietly(entry);
                    removed++;
                }
            }
        }
        return removed;
    }

    /**
     * Returns the controller's directory.
     *
     * @return absolute path
     */
    public Path path() {
        return path;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Deletes the directory with everything in it, and releases the lock. */
    @Override
    public void close() {
        // The lock goes last: if this JVM ends meanwhile, a later sweep must recognise what is left.
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!entry.endsWith(LOCK)) {
                    Directories.deleteQuietly(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A later sweep finds what could not be deleted.
        }
        Directories.deleteQuietly(path);
        try {
            lock.close();
        } catch (IOException e) {
            // The lock file is already deleted.
        }
    }

    private static boolean unlocked(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false; // It is not a controller's directory, or somebody else is sweeping it at this moment.
        }
    }

    private static boolean isDead(Path entry, String name, String own) {
        if (name.startsWith(".")) {
            return abandoned(entry);
        }
        if (name.startsWith(own)) {
            return false;
        }
        // Without a lock it was being deleted when its controller ended.
        return hasLock(entry) ? unlocked(entry) : OURS.matcher(name).matches() && abandoned(entry);
    }

    private static boolean hasLock(Path directory) {
        return Files.exists(directory.resolve(LOCK), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean abandoned(Path unfinished) {
        try {
            Instant changed = Files.getLastModifiedTime(unfinished).toInstant();
            return changed.isBefore(Instant.now().minus(UNFINISHED_LIMIT));
        } catch (IOException e) {
            return false;
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
