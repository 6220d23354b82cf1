package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;

/**
 * A host that is shown no line while it shows a test class: build tools print a class as a block, and what falls into
 * it is read as a part of it. Lines that come meanwhile are kept until the class has ended. Thread-safe.
 */
public final class HoldingHost implements Host {

    private final Host host;
    private final List<String> held = new ArrayList<>();
    private boolean holding;

    /**
     * Makes one that holds nothing yet.
     *
     * @param host who shows the lines
     */
    public HoldingHost(Host host) {
        this.host = host;
    }

    @Override
    public synchronized void say(String line) {
        if (holding) {
            held.add(line);
        } else {
            host.say(line);
        }
    }

    /** From now on a class is shown. */
    public synchronized void hold() {
        holding = true;
    }

    /** No class is shown any more: what was kept is. */
    public synchronized void release() {
        holding = false;
        held.forEach(host::say);
        held.clear();
    }

    @Override
    public void backDate(TestDescriptor descriptor, long durationMicros) {
        host.backDate(descriptor, durationMicros);
    }

    @Override
    public boolean runsIntegrationTests() {
        return host.runsIntegrationTests();
    }

    @Override
    public Optional<String> hindrance() {
        return host.hindrance();
    }
}
