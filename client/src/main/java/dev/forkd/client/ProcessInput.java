package dev.forkd.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stdin of one process. It travels in numbered pieces, which a feeder in the guest copies in order. A piece whose
 * answer was lost can therefore be sent again and still counts once. Thread-safe.
 */
final class ProcessInput {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final ProcessTools tools;
    private long pieces;
    private boolean broken;
    private boolean closed;

    ProcessInput(ProcessTools tools) {
        this.tools = tools;
    }

    synchronized ProcessInput in(ProcessTools fork) {
        var copy = new ProcessInput(fork);
        copy.pieces = pieces;
        copy.broken = broken;
        copy.closed = closed;
        return copy;
    }

    synchronized void send(byte[] bytes) {
        requireOpen();
        for (int from = 0; from < bytes.length; from += Upload.chunkSize()) {
            piece(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + Upload.chunkSize())));
        }
    }

    private void piece(byte[] bytes) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(pieces);
        arguments.add(bytes.length);
        arguments.addAll(Upload.base64(bytes));
        // Stays set if sending fails: the piece may have arrived, so its number must not be reused for other bytes.
        broken = true;
        tools.quickly("send", "send", TIMEOUT, arguments);
        broken = false;
        pieces++;
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        requireOpen();
        tools.persistently("closeInput", "finish", TIMEOUT, List.of(Long.toString(pieces)));
        closed = true;
    }

    private void requireOpen() {
        if (closed || broken) {
            throw new IllegalStateException(
                    closed ? "the input was closed" : "an earlier input failed, so the stream has a gap");
        }
    }
}
