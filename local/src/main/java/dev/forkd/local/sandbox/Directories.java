package dev.forkd.local.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies and deletes whole directories. */
public final class Directories {
    private static final int ATTEMPTS = 3;
    private static final int COPY_LIMIT_SECONDS = 120;

    private Directories() {}

    /**
     * Copies everything in a directory, including modes, times, links and pipes. Files may appear and disappear
     * meanwhile, so a failed copy is tried again.
     *
     * @param from the directory whose content is copied
     * @param to the target directory; an existing one is deleted first
     * @throws IOException if it cannot be copied
     * @throws InterruptedException if interrupted
     */
    public static void copy(Path from, Path to) throws IOException, InterruptedException {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            deleteQuietly(to);
            Files.createDirectories(to);
            Process process = new ProcessBuilder(Programs.command("cp"), "-a", from + "/.", to + "/")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            reason = new String(process.getInputStream().readNBytes(2000), StandardCharsets.UTF_8);
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (!process.waitFor(COPY_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                reason = "took longer than " + COPY_LIMIT_SECONDS + " s";
            } else if (process.exitValue() == 0) {
                return;
            }
        }
        deleteQuietly(to);
        throw new IOException("copy " + from + ": " + reason.strip());
    }

    /**
     * Deletes a directory and everything in it, as far as possible, without following links.
     *
     * @param directory what to delete; may be missing
     */
    public static void deleteQuietly(Path directory) {
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (IOException e) {
            // A later sweep finds what could not be deleted.
        }
    }

    /**
     * Adds up the sizes of the files in a directory and below it.
     *
     * @param directory the directory
     * @return the sum in bytes
     * @throws IOException if it cannot be read
     */
    public static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
            if (Files.isReadable(dir) && Files.isWritable(dir) && Files.isExecutable(dir)) {
                return FileVisitResult.CONTINUE;
            }
            // A test may leave a directory without permissions; it belongs to us, so we may change them.
            File file = dir.toFile();
            boolean opened = file.setReadable(true) && file.setWritable(true) && file.setExecutable(true);
            return opened ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
            return delete(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
            return delete(dir);
        }

        private static FileVisitResult delete(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Continue with the other entries.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
