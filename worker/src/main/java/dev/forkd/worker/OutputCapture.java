package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code System.out} and {@code System.err} and hands what is printed to the event writer, with
 * the test that most likely printed it: the one that runs on the printing thread or on the thread that
 * started it, else the one that started last.
 */
final class OutputCapture {

    private static final int FLUSH_BYTES = 8 * 1024;

    private final EventWriter events;
    private final NativeOutput nativeOut = NativeOutput.ofDescriptor(1);
    private final NativeOutput nativeErr = NativeOutput.ofDescriptor(2);
    private final InheritableThreadLocal<@Nullable String> current = new InheritableThreadLocal<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable String pendingId;
    private boolean pendingError;
    private volatile @Nullable String lastStarted;

    OutputCapture(EventWriter events) {
        this.events = events;
    }

    void install() {
        System.setOut(new PrintStream(new Captured(false), true, Charset.defaultCharset()));
        System.setErr(new PrintStream(new Captured(true), true, Charset.defaultCharset()));
    }

    /** Says that a test or container now runs on this thread. */
    void started(String id) {
        flush();
        current.set(id);
        lastStarted = id;
    }

    /** Says that a test or container has ended and that its parent goes on. */
    void finished(@Nullable String parent) {
        flush();
        current.set(parent);
        lastStarted = parent;
    }

    /** Hands over what was printed so far. */
    void flush() {
        synchronized (pending) {
            flushPending();
            flushNative(nativeOut, false);
            flushNative(nativeErr, true);
        }
    }

    private void flushNative(NativeOutput output, boolean error) {
        byte[] bytes = output.read();
        if (bytes.length > 0) {
            String own = current.get();
            events.write(WorkerEvent.Output.of(own != null ? own : lastStarted, error, bytes));
        }
    }

    private void flushPending() {
        synchronized (pending) {
            if (pending.size() > 0) {
                events.write(WorkerEvent.Output.of(pendingId, pendingError, pending.toByteArray()));
                pending.reset();
            }
        }
    }

    private void write(boolean error, byte[] bytes, int offset, int length) {
        String own = current.get();
        String id = own != null ? own : lastStarted;
        synchronized (pending) {
            if (pending.size() > 0 && (pendingError != error || !Objects.equals(pendingId, id))) {
                flushPending();
            }
            pendingId = id;
            pendingError = error;
            pending.write(bytes, offset, length);
            if (pending.size() >= FLUSH_BYTES) {
                flushPending();
            }
        }
    }

    private final class Captured extends OutputStream {

        private final boolean error;

        Captured(boolean error) {
            this.error = error;
        }

        @Override
        public void write(int b) {
            OutputCapture.this.write(error, new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            OutputCapture.this.write(error, bytes, offset, length);
        }
    }
}
