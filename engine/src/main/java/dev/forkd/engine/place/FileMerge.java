package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
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
        byte[] base = Files.isRegularFile(present) ? Files.readAllBytes(present) : new byte[0];
        List<byte[]> contents = new java.util.ArrayList<>();
        for (Path version : versions) {
            contents.add(Files.readAllBytes(version));
        }
        int from = (int) Math.min(common, base.length);
        byte[] found = Arrays.copyOf(base, from);
        if (from > 0 && contents.stream().allMatch(content -> startsWith(content, found))) {
            return write(versions.get(0), base, contents, from);
        }
        if (contents.stream().allMatch(content -> content.length == 0 || startsWith(content, JACOCO))) {
            byte[] added = from == 0 ? base : new byte[0];
            return write(versions.get(0), added, contents, 0);
        }
        if (base.length == 0 && present.toString().endsWith(".log")) {
            return write(versions.get(0), base, contents, 0);
        }
        if (present.endsWith("stored.rules")) {
            return union(versions.get(0), contents);
        }
        return null;
    }

    private static Path write(Path beside, byte[] base, List<byte[]> contents, int from) throws IOException {
        Path merged = Files.createTempFile(beside.getParent(), ".merged-", "");
        try (OutputStream out = Files.newOutputStream(merged)) {
            out.write(base);
            for (byte[] content : contents) {
                out.write(content, from, content.length - from);
            }
        }
        return merged;
    }

    private static Path union(Path beside, List<byte[]> contents) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        for (byte[] content : contents) {
            lines.addAll(Arrays.asList(new String(content, ISO_8859_1).split("(?<=\n)", -1)));
        }
        Path merged = Files.createTempFile(beside.getParent(), ".merged-", "");
        Files.write(merged, String.join("", lines).getBytes(ISO_8859_1));
        return merged;
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }
}
