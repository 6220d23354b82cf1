package dev.forkd.engine.place;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file, directory or link on this machine.
 *
 * @param path its path
 * @param kind what it is
 * @param mode its permissions
 * @param user id of its owner
 * @param group id of its group
 * @param size size in bytes of what is shipped, for a file
 * @param time when it was last modified
 * @param content SHA-256 of what is shipped of a file, in hexadecimal, or the target of a link; empty for a directory
 */
record Input(Path path, Kind kind, int mode, int user, int group, long size, FileTime time, String content) {

    enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    /**
     * Reads a path. Of a file with the token, size and digest are those of what is shipped instead.
     *
     * @return {@code null} for what cannot be shipped, such as a socket
     */
    static @Nullable Input of(Path path, TokenMask mask) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Kind kind;
        String content = "";
        long size = 0;
        if (Files.isSymbolicLink(path)) {
            kind = Kind.LINK;
            content = Files.readSymbolicLink(path).toString();
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            kind = Kind.DIRECTORY;
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            kind = Kind.FILE;
            if (!Files.isReadable(path)) {
                return null;
            }
            size = attributes.size();
            TokenMask.Search search = mask.search();
            content = digest(Files.newInputStream(path), search);
            if (mask.mayChange(path, search)) {
                byte[] shipped = mask.clean(path, Files.readAllBytes(path));
                size = shipped.length;
                content = digest(new ByteArrayInputStream(shipped), OutputStream.nullOutputStream());
            }
        } else {
            return null;
        }
        return new Input(
                path,
                kind,
                number(path, "unix:mode") & 07777,
                number(path, "unix:uid"),
                number(path, "unix:gid"),
                size,
                attributes.lastModifiedTime(),
                content);
    }

    /** Returns the SHA-256 of a content, in hexadecimal, and closes the stream. */
    static String digestOf(InputStream content) throws IOException {
        return digest(content, OutputStream.nullOutputStream());
    }

    private static int number(Path path, String attribute) throws IOException {
        return Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS) instanceof Integer number ? number : 0;
    }

    private static String digest(InputStream from, OutputStream to) throws IOException {
        try (InputStream in = from;
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(to);
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
