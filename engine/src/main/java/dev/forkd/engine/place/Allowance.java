package dev.forkd.engine.place;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets no more bytes of an archive through than are allowed at the moment. An archive from a sandbox may be small and
 * have headers without end in it, which would be read into memory, or files that nobody asked for.
 */
final class Allowance extends FilterInputStream {

    private long left;

    Allowance(InputStream in) {
        super(in);
    }

    /** Allows so many bytes from now on, whatever is left of earlier ones. */
    void allow(long bytes) {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            left -= read;
            if (left < 0) {
                throw new IOException("its archive has more in it than was asked for");
            }
        }
        return read;
    }

    /** By reading, so that it counts. */
    @Override
    public long skip(long bytes) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(bytes, 64 * 1024))];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
