package dev.forkd.engine.workers;

import dev.forkd.client.ExitStatus;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.worker.protocol.ThrowableData;
import org.jspecify.annotations.Nullable;

/** What is known of a worker's end, for the message that says how it was lost. Used by one thread at a time. */
final class LastWords {
    private final String worker;
    private final OutputTail printed = new OutputTail();
    private @Nullable ThrowableData own;

    /** Begins with nothing; {@code worker} is its name for users. */
    LastWords(String worker) {
        this.worker = worker;
    }

    void printed(byte[] bytes) {
        printed.append(bytes);
    }

    /** Notes the worker's own explanation. */
    void said(ThrowableData reason) {
        own = reason;
    }

    WorkerLostException lost(String why) {
        String text = printed.text();
        return new WorkerLostException("The worker in " + worker + " was lost: " + why + "."
                + (text.isEmpty() ? "" : " It printed last:\n" + text));
    }

    WorkerLostException lost(ExitStatus status, boolean ready) {
        ThrowableData reason = own;
        return lost(
                reason == null
                        ? WorkerEnd.explain(status)
                        : (ready ? "it could not go on: " : "it could not begin: ") + WorkerEnd.explain(reason));
    }
}
