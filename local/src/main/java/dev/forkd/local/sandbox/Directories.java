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

/** Copies and removes whole directories. */
public final class Directories {
    private static final int ATTEMPTS = 3;
    private static final int COPY_LIMIT_SECONDS = 120;

    private Directories() {}

    /**
     * Copies everything in a directory, with modes, times, links and pipes. Files may come and go meanwhile, so a
     * failed copy is tried again.
     *
     * @param from the directory whose content is copied
     * @param to where it goes; made, and empty before
     * @throws IOException when it cannot be copied
     * @throws InterruptedException when interrupted
     */
    public static void copy(Path from, Path to) throws IOException, InterruptedException {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            deleteQuietly(to);
            Files.createDirectories(to);
            Process process = new ProcessBuilder("cp", "-a", from + "/.", to + "/")
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
     * Removes a directory and everything in it, as far as possible, without following links.
     *
     * @param directory what to remove; may be missing
     */
    public static void deleteQuietly(Path directory) {
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (IOException e) {
            // What could not be removed is found again by the next sweep.
        }
    }

    /**
     * Adds up the sizes of the files in a directory.
     *
     * @param directory the directory
     * @return bytes
     * @throws IOException when it cannot be read
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
            // A test may leave a directory closed; it is ours, so we may open it.
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
                // Go on with the others.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
