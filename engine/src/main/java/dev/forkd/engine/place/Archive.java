package dev.forkd.engine.place;

import dev.forkd.worker.Unpack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file that is the same, byte for byte, for the same content: names in order, times fixed. */
final class Archive implements AutoCloseable {

    private static final FileTime FIXED_TIME = FileTime.fromMillis(0);

    private final DigestOutputStream digest;
    private final ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();

    Archive(Path file) throws IOException {
        try {
            digest = new DigestOutputStream(Files.newOutputStream(file), MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
        zip = new ZipOutputStream(digest);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    void addFile(Path file, String name) throws IOException {
        if (names.add(name)) {
            ZipEntry entry = entry(name);
            if (Files.isExecutable(file)) {
                entry.setExtra(Unpack.executableMark());
            }
            zip.putNextEntry(entry);
            try {
                Files.copy(file, zip);
            } catch (IOException e) {
                // The system's own message need not name the file.
                throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
            }
            zip.closeEntry();
        }
    }

    /** Adds a directory's files; an empty directory is kept too, because it may stand on the class path. */
    void addTree(Path directory, String name) throws IOException {
        addDirectory(name);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(file -> !file.equals(directory)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) {
            String entry = name + "/" + directory.relativize(file).toString().replace('\\', '/');
            if (Files.isDirectory(file)) {
                addDirectory(entry);
            } else if (Files.isRegularFile(file)) {
                addFile(file, entry);
            }
        }
    }

    void addDirectory(String name) throws IOException {
        if (names.add(name + "/")) {
            putEntry(name + "/");
            zip.closeEntry();
        }
    }

    OutputStream content() {
        return zip;
    }

    void putEntry(String name) throws IOException {
        zip.putNextEntry(entry(name));
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FIXED_TIME);
        return entry;
    }

    /** Ends the file and returns its SHA-256. */
    String finish() throws IOException {
        zip.close();
        return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
