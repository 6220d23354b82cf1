package dev.forkd.action.build;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Passes a build's output on in a thread of its own. The build's end does not depend on the end of its output, which a
 * process that it left running may hold open.
 */
final class BuildOutput {
    private final InputStream in;
    private final Sink sink;
    private final Thread reader;
    private boolean ended;

    /** Gets the output. */
    interface Sink {
        void accept(byte[] bytes, int length);
    }

    BuildOutput(InputStream in, Sink sink) {
        this.in = in;
        this.sink = sink;
        this.reader = new Thread(this::read, "forkd build output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        byte[] buffer = new byte[1 << 13];
        try {
            for (int n = in.read(buffer); n >= 0 && passed(buffer, n); n = in.read(buffer)) {
                // All is done in the condition.
            }
        } catch (IOException e) {
            // The stream was closed, or there is no more to read.
        }
    }

    private synchronized boolean passed(byte[] bytes, int length) {
        if (!ended) {
            sink.accept(bytes, length);
        }
        return !ended;
    }

    /** Waits for the rest of the output, but not for longer than this. Nothing is passed on afterwards. */
    void end(Duration within) throws InterruptedException, IOException {
        try {
            reader.join(within.toMillis());
        } finally {
            synchronized (this) {
                ended = true;
            }
        }
        in.close();
    }
}
