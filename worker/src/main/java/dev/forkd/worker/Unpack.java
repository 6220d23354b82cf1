package dev.forkd.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks a bundle inside a sandbox. The worker's own Java does it, because a guest need not have an
 * archive tool.
 */
public final class Unpack {

    private Unpack() {}

    /**
     * Unpacks a zip file.
     *
     * @param arguments the zip file and the directory to unpack into
     * @throws IOException when a file cannot be written, for example because the tmpfs is full
     */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[1]).toAbsolutePath().normalize();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Path.of(arguments[0])))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry, target);
            }
        }
    }

    private static void unpack(InputStream content, ZipEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("Entry '" + entry.getName() + "' would leave the target directory");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.copy(content, file);
        }
    }
}
