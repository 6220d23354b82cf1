package dev.forkd.engine.run;

import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened one after the other and is closed together, the last first. Thread-safe. */
final class OpenResources implements AutoCloseable {

    private final Host host;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    OpenResources(Host host) {
        this.host = host;
    }

    synchronized <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** A failure is shown; it does not prevent closing the rest, and does not change a test's result. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                host.say("forkd: cleaning up failed; the next run tries again. "
                        + OutputTail.clean(String.valueOf(e.getMessage())));
            }
        }
    }
}
