package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;

/** Stands for a host that is not known yet, and keeps its lines until it is. Thread-safe. */
public final class LateHost implements Host {

    private final List<String> kept = new ArrayList<>();
    private @Nullable Host host;

    /** Makes a stand-in for a host that is not known yet. */
    public LateHost() {}

    /**
     * Shows the lines that were kept, and passes on everything from now on.
     *
     * @param known the host
     */
    public synchronized void attach(Host known) {
        host = known;
        kept.forEach(known::say);
        kept.clear();
    }

    @Override
    public synchronized void say(String line) {
        if (host == null) {
            kept.add(line);
        } else {
            host.say(line);
        }
    }

    @Override
    public synchronized void backDate(TestDescriptor descriptor, long durationMicros) {
        if (host != null) {
            host.backDate(descriptor, durationMicros);
        }
    }
}
