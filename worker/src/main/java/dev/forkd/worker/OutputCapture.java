package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.worker.protocol.WorkerEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code System.out} and {@code System.err}, and turns output into events of the test that most likely printed
 * it: the one that runs on the printing thread or on the thread that started that thread, if it is still running;
 * otherwise the test that started last. Output between two units, for example from a condition on a class, is kept for
 * the next unit, because that unit's report contains it when all run in one process.
 */
final class OutputCapture {

    private static final int FLUSH_BYTES = 8 * 1024;
    /** The most bytes in one event, however much is printed at once. */
    private static final int MAX_BYTES = 256 * 1024;
    /** How many pieces of output are kept for the next unit; beyond that they are sent without a test. */
    private static final int MAX_WAITING = 256;

    private final EventWriter events;
    private final Charset charset;
    private final NativeOutput nativeOut = NativeOutput.ofDescriptor(1);
    private final NativeOutput nativeErr = NativeOutput.ofDescriptor(2);
    private final InheritableThreadLocal<@Nullable String> current = new InheritableThreadLocal<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable String pendingId;
    private boolean pendingError;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean executing;
    private volatile @Nullable String lastStarted;
    private @Nullable PrintStream usualOut;
    private @Nullable PrintStream usualErr;
    private volatile boolean reached;

    OutputCapture(EventWriter events) {
        this(events, Charset.defaultCharset());
    }

    OutputCapture(EventWriter events, Charset charset) {
        this.events = events;
        this.charset = charset;
    }

    void install() {
        System.setOut(stream(false));
        System.setErr(stream(true));
        usualOut = System.out;
        usualErr = System.err;
    }

    private PrintStream stream(boolean error) {
        Captured captured = new Captured(error);
        return charset.equals(UTF_8) ? new Unclosable(captured) : new TextOutput(captured, charset);
    }

    /** An engine begins to execute, so units will follow. */
    void executing() {
        flush();
        // Streams that were replaced before the first unit are meant for all units.
        usualOut = System.out;
        usualErr = System.err;
        synchronized (pending) {
            executing = true;
        }
    }

    /** A test or container begins on this thread. */
    void started(String id) {
        flushFor(id);
        running.add(id);
        current.set(id);
        lastStarted = id;
    }

    /** A test or container is skipped. */
    void skipped(String id) {
        flushFor(id);
    }

    /** A test or container has ended, and its parent goes on, unless the parent is the engine. */
    void finished(String id, @Nullable String parent) {
        flush();
        running.remove(id);
        current.set(parent);
        lastStarted = parent;
        if (running.isEmpty()) {
            takeBack();
        }
    }

    /**
     * Restores the streams if a unit has replaced them and left them so. Otherwise the replacement would swallow the
     * output of later units.
     */
    private void takeBack() {
        if (System.out != usualOut && !leadsHere(System.out)) {
            System.setOut(usualOut);
        }
        if (System.err != usualErr && !leadsHere(System.err)) {
            System.setErr(usualErr);
        }
    }

    /** Tells whether a stream finally writes to ours: a stream that wraps ours also flushes ours. */
    private boolean leadsHere(@Nullable PrintStream stream) {
        reached = false;
        try {
            if (stream != null) {
                stream.flush();
            }
        } catch (RuntimeException | Error e) {
            return false;
        }
        return reached;
    }

    /** The plan is over, even if some of its tests have not ended. */
    void reset() {
        flushFor(null);
        synchronized (pending) {
            executing = false;
        }
        running.clear();
        current.remove();
        lastStarted = null;
    }

    /** Sends what was printed so far. */
    void flush() {
        synchronized (pending) {
            flushPending();
            flushNative(nativeOut, false);
            flushNative(nativeErr, true);
        }
    }

    /** Sends the rest at the end of the JVM, when no further test can start that it could belong to. */
    void flushLast() {
        flushFor(lastStarted);
    }

    private void flushNative(NativeOutput output, boolean error) {
        byte[] bytes = output.read();
        if (bytes.length > 0) {
            String own = current.get();
            send(
                    own != null ? own : lastStarted,
                    error,
                    charset.equals(UTF_8) ? bytes : TextOutput.recoded(bytes, 0, bytes.length, charset));
        }
    }

    private void flushPending() {
        synchronized (pending) {
            if (pending.size() > 0) {
                send(pendingId, pendingError, pending.toByteArray());
                pending.reset();
            }
        }
    }

    private void send(@Nullable String id, boolean error, byte[] bytes) {
        synchronized (pending) {
            if (id != null || !executing) {
                events.write(WorkerEvent.Output.of(id, error, bytes));
                return;
            }
            waiting.add(new Waiting(error, bytes));
            if (waiting.size() > MAX_WAITING) {
                sendWaiting(null);
            }
        }
    }

    private void flushFor(@Nullable String next) {
        synchronized (pending) {
            flush();
            sendWaiting(next);
        }
    }

    private void sendWaiting(@Nullable String id) {
        waiting.forEach(part -> events.write(WorkerEvent.Output.of(id, part.error(), part.bytes())));
        waiting.clear();
    }

    private void write(boolean error, byte[] bytes, int offset, int length) {
        String own = current.get();
        String id = own != null && running.contains(own) ? own : lastStarted;
        synchronized (pending) {
            if (pending.size() > 0 && (pendingError != error || !Objects.equals(pendingId, id))) {
                flushPending();
            }
            pendingId = id;
            pendingError = error;
            int end = offset + length;
            for (int from = offset; from < end; ) {
                int to = end - from <= MAX_BYTES ? end : charStart(bytes, from + MAX_BYTES);
                pending.write(bytes, from, to - from);
                if (pending.size() >= FLUSH_BYTES) {
                    flushPending();
                }
                from = to;
            }
        }
    }

    /** Goes back to the beginning of a UTF-8 character, so that no character is split. */
    private static int charStart(byte[] bytes, int index) {
        int start = index;
        while (start > index - 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        return (bytes[start] & 0xC0) == 0x80 ? index : start;
    }

    private final class Captured extends OutputStream {

        private final boolean error;

        Captured(boolean error) {
            this.error = error;
        }

        @Override
        public void flush() {
            reached = true;
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

    /** A test that closes the JVM's output must not close it for the others. */
    static class Unclosable extends PrintStream {

        Unclosable(OutputStream stream) {
            super(stream, true, UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // instances are never compared
    private record Waiting(boolean error, byte[] bytes) {}
}
