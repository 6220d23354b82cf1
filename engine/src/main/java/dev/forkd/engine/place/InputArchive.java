package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A compressed archive of inputs, each at its path, with its permissions, owner and time. */
final class InputArchive implements AutoCloseable {

    private final TarArchiveOutputStream tar;
    private final TokenMask mask;
    private int entries;

    InputArchive(Path file, TokenMask mask) throws IOException {
        this.mask = mask;
        this.tar = new TarArchiveOutputStream(new FastGzip(Files.newOutputStream(file)), UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Adds an input with its content. */
    void add(Input input) throws IOException {
        add(input, input.kind() == Input.Kind.FILE ? content(input) : new byte[0]);
    }

    /** Adds a file without its content. */
    void addAttributes(Input input) throws IOException {
        add(input, new byte[0]);
    }

    boolean isEmpty() {
        return entries == 0;
    }

    private byte[] content(Input input) throws IOException {
        return mask.clean(input.path(), Files.readAllBytes(input.path()));
    }

    private void add(Input input, byte[] content) throws IOException {
        String name = input.path().toString().substring(1);
        if (name.isEmpty()) {
            return;
        }
        TarArchiveEntry entry =
                switch (input.kind()) {
                    case DIRECTORY -> new TarArchiveEntry(name + "/", true);
                    case LINK -> new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
                    case FILE -> new TarArchiveEntry(name, true);
                };
        entry.setMode(input.mode());
        entry.setUserId(input.user());
        entry.setGroupId(input.group());
        entry.setLastModifiedTime(input.time());
        if (input.kind() == Input.Kind.LINK) {
            entry.setLinkName(input.content());
        }
        if (input.kind() == Input.Kind.FILE) {
            entry.setSize(content.length);
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        entries++;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /**
     * Uses the fastest compression: the channel is slow, but the best compression takes twice the time and saves only a
     * tenth.
     */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
