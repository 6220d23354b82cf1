package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The directory of one controller, below a root that all controllers of a user share. A file in it is locked for
 * as long as the controller lives; the kernel gives up the lock with the process, so that a later controller can
 * tell the dead from the living without trusting process ids.
 */
public final class StateDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final Duration UNFINISHED_LIMIT = Duration.ofHours(1);

    private final Path path;
    private final FileChannel lock;

    private StateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a directory for a new controller.
     *
     * @param root shared root; made, for this user alone, when missing
     * @return the directory, locked
     * @throws IOException when the root cannot be made or belongs to somebody else
     */
    public static StateDirectory create(Path root) throws IOException {
        makePrivate(root);
        // The own process id comes first, so that a sweep in this JVM never opens the lock of a living neighbour:
        // closing any descriptor of a file gives up all locks that the process has on it.
        String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        // Locked under a name that no sweep looks at, then renamed, so that it is never seen without its lock.
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
     * Removes what dead controllers left: their processes, where these carry a mark, and their directories.
     *
     * @param root shared root; may be missing
     * @return how many directories were removed
     * @throws IOException when the root cannot be listed
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
                boolean dead = name.startsWith(".") ? abandoned(entry) : !name.startsWith(own) && unlocked(entry);
                if (dead) {
                    MarkedProcesses.kill(PlainConfinement.MARKER + "=" + name + "/");
                    Directories.deleteQuietly(entry);
                    removed++;
                }
            }
        }
        return removed;
    }

    /**
     * Where it is.
     *
     * @return absolute path
     */
    public Path path() {
        return path;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Removes the directory with everything in it. */
    @Override
    public void close() {
        Directories.deleteQuietly(path);
        try {
            lock.close();
        } catch (IOException e) {
            // The file is gone already.
        }
    }

    private static boolean unlocked(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false; // Not one of ours, or somebody else is sweeping it just now.
        }
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
