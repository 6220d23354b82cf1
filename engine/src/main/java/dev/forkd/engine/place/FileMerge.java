package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the versions of one file that several sandboxes have written. If a file was only appended to, the result is
 * its old content plus everything that was appended. For formats with independent entries, the result has all entries.
 */
final class FileMerge {

    /** Larger files are not merged; all versions are kept instead. */
    private static final long MAX_BYTES = 256 * 1024 * 1024;

    /** Rules are compared line by line, in memory. */
    private static final long MAX_BYTES_OF_RULES = 16 * 1024 * 1024;

    /** The bytes at the beginning of JaCoCo's coverage data. A file may contain several sets of them in sequence. */
    private static final byte[] JACOCO = {0x01, (byte) 0xC0, (byte) 0xC0};

    private FileMerge() {}

    /**
     * Merges versions of a file.
     *
     * @param present the file as it is now; may be missing
     * @param common how many bytes of it the sandboxes found; later bytes were appended by others
     * @param versions the versions, all different
     * @return a new file beside the first version, or {@code null} if they cannot be merged safely
     */
    static @Nullable Path merge(Path present, long common, List<Path> versions) throws IOException {
        long size = 0;
        for (Path version : versions) {
            if (!Files.isRegularFile(version, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            size += Files.size(version);
        }
        if (size > MAX_BYTES) {
            return null;
        }
        long old = Files.isRegularFile(present) ? Files.size(present) : 0;
        long from = Math.min(common, old);
        if (from > 0 && all(versions, version -> beginsLike(version, present, from))) {
            return write(present, versions, from);
        }
        if (all(versions, FileMerge::isCoverage)) {
            return write(from == 0 ? present : null, versions, 0);
        }
        if (old == 0 && present.toString().endsWith(".log")) {
            return write(null, versions, 0);
        }
        if (present.endsWith("stored.rules") && size <= MAX_BYTES_OF_RULES) {
            return union(versions);
        }
        return null;
    }

    private interface Check {
        boolean of(Path file) throws IOException;
    }

    private static boolean all(List<Path> versions, Check check) throws IOException {
        for (Path version : versions) {
            if (!check.of(version)) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsLike(Path version, Path present, long length) throws IOException {
        if (Files.size(version) < length) {
            return false;
        }
        long mismatch = Files.mismatch(version, present);
        return mismatch < 0 || mismatch >= length;
    }

    private static boolean isCoverage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(JACOCO.length);
            return start.length == 0 || Arrays.equals(start, JACOCO);
        }
    }

    /** Writes all versions from an offset on behind a base. The files may be larger than the heap. */
    private static Path write(@Nullable Path base, List<Path> versions, long from) throws IOException {
        Path merged = Files.createTempFile(versions.get(0).getParent(), ".merged-", "");
        try (OutputStream out = Files.newOutputStream(merged)) {
            if (base != null && Files.isRegularFile(base)) {
                Files.copy(base, out);
            }
            for (Path version : versions) {
                try (InputStream in = Files.newInputStream(version)) {
                    in.skipNBytes(from);
                    in.transferTo(out);
                }
            }
        }
        return merged;
    }

    private static Path union(List<Path> versions) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        for (Path version : versions) {
            lines.addAll(Arrays.asList(Files.readString(version, ISO_8859_1).split("(?<=\n)", -1)));
        }
        Path merged = Files.createTempFile(versions.get(0).getParent(), ".merged-", "");
        Files.write(merged, String.join("", lines).getBytes(ISO_8859_1));
        return merged;
    }
}
