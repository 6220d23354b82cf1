package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that can be kept in a snapshot for the next build.
 *
 * @param files the files by path
 */
public record Layer(SortedMap<String, Content> files) {

    /**
     * What a file contains.
     *
     * @param digest SHA-256, in hexadecimal
     * @param size size in bytes
     */
    public record Content(String digest, long size) {}

    /**
     * Makes the layer immutable.
     *
     * @param files the files by path
     */
    public Layer {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * Adds up the sizes of all files.
     *
     * @return the sum in bytes
     */
    public long size() {
        return missingIn(Map.of());
    }

    /**
     * Adds up the sizes of those files that a snapshot does not have.
     *
     * @param there digests of the files in the snapshot, by path
     * @return the sum in bytes
     */
    public long missingIn(Map<String, String> there) {
        return files.entrySet().stream()
                .filter(file -> !file.getValue().digest().equals(there.get(file.getKey())))
                .mapToLong(file -> file.getValue().size())
                .sum();
    }

    /**
     * Lists what a snapshot with this layer has.
     *
     * @return digests by path
     */
    public Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((path, content) -> digests.put(path, content.digest()));
        return digests;
    }

    /**
     * Returns a digest of the whole layer.
     *
     * @return SHA-256 of all paths and contents, in hexadecimal
     */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> digest.update((path + "\0" + content.digest() + "\0").getBytes(UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
