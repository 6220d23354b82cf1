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

    /** Id of the empty field that an executable file's entry has: zip files of Java know no permissions. */
    private static final int EXECUTABLE = 0x4b66;

    private static final int HEADER = 4;

    private Unpack() {}

    /**
     * What the entry of an executable file has as its extra field.
     *
     * @return a new array
     */
    public static byte[] executableMark() {
        return new byte[] {(byte) EXECUTABLE, (byte) (EXECUTABLE >> 8), 0, 0};
    }

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
            if (isExecutable(entry) && !file.toFile().setExecutable(true)) {
                throw new IOException("Cannot make " + file + " executable");
            }
        }
    }

    private static boolean isExecutable(ZipEntry entry) {
        byte[] extra = entry.getExtra();
        int at = 0;
        while (extra != null && at + HEADER <= extra.length) {
            if (number(extra, at) == EXECUTABLE) {
                return true;
            }
            at += HEADER + number(extra, at + 2);
        }
        return false;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }
}
