package dev.forkd.engine.scratch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/**
 * A temporary directory of one run. Its name identifies the process that owns it, so that a later run can delete
 * directories of dead processes.
 */
public final class ScratchDirectory implements AutoCloseable {

    private static final String PREFIX = "forkd-run-";

    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates a new directory in the temporary directory, readable only for this user, and deletes those of dead
     * processes.
     *
     * @return the directory; closing it deletes it with its content
     * @throws JUnitException if it cannot be created
     */
    public static ScratchDirectory open() {
        return open(List.of(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    /**
     * Creates a new directory, readable only for this user, in the first parent that allows it, and deletes those of
     * dead processes there.
     *
     * @param parents possible parents, the best first; created if missing
     * @return the directory; closing it deletes it with its content
     * @throws JUnitException if it cannot be created in any of them
     */
    public static ScratchDirectory open(List<Path> parents) {
        IOException failure = new IOException("no directory was named");
        for (Path parent : parents) {
            try {
                return make(parent);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new JUnitException(
                "The temporary directory " + parents.get(parents.size() - 1) + " cannot be used: " + failure
                        + ". Make it writable for this user, or set java.io.tmpdir to another place. Nothing was"
                        + " started.",
                failure);
    }

    private static ScratchDirectory make(Path parent) throws IOException {
        Files.createDirectories(parent);
        sweep(parent);
        Path path = parent.resolve(PREFIX + Owner.current() + "-" + UUID.randomUUID());
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(path);
        }
        return new ScratchDirectory(path);
    }

    /**
     * Returns the directory.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary directory " + path + " cannot be deleted", e);
        }
    }

    private static void sweep(Path parent) throws IOException {
        List<Path> dead = new ArrayList<>();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                if (Owner.isDead(other.getFileName().toString().substring(PREFIX.length()))) {
                    dead.add(other);
                }
            }
        }
        for (Path directory : dead) {
            try {
                delete(directory);
            } catch (IOException e) {
                // Another run may be deleting it too, or it belongs to another user; leave it.
            }
        }
    }

    /**
     * Deletes without following links. Directories that a test, or the kernel for an overlay, has left without
     * permissions get them first.
     */
    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                if (!Files.isWritable(visited)) {
                    opened(visited);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && opened(file)) {
                    delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean opened(Path directory) {
        File file = directory.toFile();
        return file.setReadable(true) && file.setWritable(true) && file.setExecutable(true);
    }
}
