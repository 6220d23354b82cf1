package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;

/**
 * A host that keeps lines back while a test class is shown: build tools print a class as a block, and a line in between
 * would be taken for a part of it. The lines are shown when the class has ended. A live area is erased before anything
 * else is printed, and not drawn while a line is unfinished. Thread-safe.
 */
public final class HoldingHost implements Host {

    private final Host host;
    private final List<String> held = new ArrayList<>();
    private Optional<LiveArea> area = Optional.empty();
    private boolean holding;
    private boolean insideALine;

    /**
     * Makes a host that keeps nothing back yet.
     *
     * @param host shows the lines
     */
    public HoldingHost(Host host) {
        this.host = host;
    }

    @Override
    public synchronized void say(String line) {
        if (holding) {
            held.add(line);
        } else {
            clear();
            host.say(line);
        }
    }

    /** Erases the live area. Call this before anything else is printed. */
    public synchronized void clear() {
        area.ifPresent(LiveArea::erase);
    }

    /**
     * Notes that a test's output was shown.
     *
     * @param endsLine whether the output ended with a line end
     */
    public synchronized void printed(boolean endsLine) {
        insideALine = !endsLine;
    }

    @Override
    public synchronized Optional<LiveArea> liveArea(boolean wanted) {
        area = host.liveArea(wanted);
        return area.map(Guarded::new);
    }

    /** Notes that a class begins to be shown. */
    public synchronized void hold() {
        holding = true;
    }

    /** Notes that no class is shown any more, and shows the lines that were kept back. */
    public synchronized void release() {
        holding = false;
        insideALine &= !host.endsBlocksWithLines();
        if (!held.isEmpty()) {
            clear();
        }
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

    @Override
    public boolean showsReruns() {
        return host.showsReruns();
    }

    @Override
    public void forgetFailure(TestDescriptor descriptor) {
        host.forgetFailure(descriptor);
    }

    @Override
    public boolean endsBlocksWithLines() {
        return host.endsBlocksWithLines();
    }

    private final class Guarded implements LiveArea {

        private final LiveArea inner;

        Guarded(LiveArea inner) {
            this.inner = inner;
        }

        @Override
        public int columns() {
            return inner.columns();
        }

        @Override
        public void draw(List<String> lines) {
            synchronized (HoldingHost.this) {
                if (!insideALine) {
                    inner.draw(lines);
                }
            }
        }

        @Override
        public void erase() {
            clear();
        }
    }
}
