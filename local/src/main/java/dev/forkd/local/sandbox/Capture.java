package dev.forkd.local.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Collects one output stream of a command until every process that has it open has closed it. */
final class Capture implements AutoCloseable {
    private final FifoPool pool;
    private final Path fifo;
    private final FileChannel reader;
    /**
     * Keeps the pipe open until the command has opened it: without this, reading would find the end of the stream at
     * once, and opening the pipe would block.
     */
    private final FileChannel holder;

    private final Future<byte[]> content;
    private final int limit;
    private volatile boolean overflow;
    private boolean clean;

    Capture(FifoPool pool, ExecutorService readers, int limit) throws IOException, InterruptedException {
        this.pool = pool;
        this.limit = limit;
        this.fifo = pool.take();
        this.holder = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.reader = FileChannel.open(fifo, StandardOpenOption.READ);
        this.content = readers.submit(this::readAll);
    }

    ProcessBuilder.Redirect target() {
        return ProcessBuilder.Redirect.to(fifo.toFile());
    }

    /** Call this when the command has opened its end of the pipe. */
    void started() throws IOException {
        holder.close();
    }

    /** Waits for the end of the stream; {@code false} if it does not come before the deadline. */
    boolean await(long deadlineNanos) throws IOException, InterruptedException {
        try {
            content.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            clean = true;
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("the command's output could not be read", e);
        }
    }

    boolean overflowed() {
        return overflow;
    }

    /**
     * The collected output; bytes that are not UTF-8 become U+FFFD. Call this only after {@link #await} has returned
     * {@code true}.
     */
    String text() throws InterruptedException {
        try {
            return new String(content.get(), StandardCharsets.UTF_8);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
            reader.close(); // Wakes the reading thread; later writers get SIGPIPE, as with the real agent.
        } catch (IOException e) {
            clean = false;
        }
        if (clean) {
            pool.giveBack(fifo);
        } else {
            pool.discard(fifo);
        }
    }

    private byte[] readAll() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try {
            while (reader.read(buffer) >= 0) {
                if (bytes.size() + buffer.position() > limit) {
                    overflow = true; // Keep reading so that the command can end, but discard the bytes.
                } else {
                    bytes.write(buffer.array(), 0, buffer.position());
                }
                buffer.clear();
                if (buffer.capacity() < 65536 && bytes.size() > 8192) {
                    buffer = ByteBuffer.allocate(65536);
                }
            }
        } catch (ClosedChannelException e) {
            return new byte[0]; // The command timed out, so its output is dropped.
        }
        return bytes.toByteArray();
    }
}
