package dev.forkd.engine.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;

/**
 * A temporary directory of one run. Its name says which process owns it, so that a later run can delete
 * what one that was killed has left.
 */
public final class ScratchDirectory implements AutoCloseable {

    private static final String PREFIX = "forkd-run-";

    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes a new directory that only this user can read, and deletes those of dead processes.
     *
     * @return the directory; closing deletes it with all that is in it
     * @throws JUnitException when it cannot be made
     */
    public static ScratchDirectory open() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            sweep(parent);
            Path path = parent.resolve(PREFIX + Owner.current() + "-" + UUID.randomUUID());
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(path);
            }
            return new ScratchDirectory(path);
        } catch (IOException e) {
            throw new JUnitException(
                    "The temporary directory " + parent + " cannot be used: " + e
                            + ". Make it writable for this user, or set java.io.tmpdir to another place. Nothing was"
                            + " started.",
                    e);
        }
    }

    /**
     * Where files may be put.
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
                // Another run may be clearing it too, or it is not ours: then it stays.
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> walk = Files.walk(directory)) {
            deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
