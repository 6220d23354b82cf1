package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;

/**
 * A host that is shown no line while it shows a test class: build tools print a class as a block, and what falls into
 * it is read as a part of it. Lines that come meanwhile are kept until the class has ended. What is drawn on a terminal
 * is taken away before anything else is printed, and not drawn behind a line that has not ended. Thread-safe.
 */
public final class HoldingHost implements Host {

    private final Host host;
    private final List<String> held = new ArrayList<>();
    private Optional<LiveArea> area = Optional.empty();
    private boolean holding;
    private boolean insideALine;

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
            clear();
            host.say(line);
        }
    }

    /** Something else is about to be printed: nothing is drawn any more. */
    public synchronized void clear() {
        area.ifPresent(LiveArea::erase);
    }

    /**
     * A test's output was shown.
     *
     * @param endsLine whether a line ended with it
     */
    public synchronized void printed(boolean endsLine) {
        insideALine = !endsLine;
    }

    @Override
    public synchronized Optional<LiveArea> liveArea(boolean wanted) {
        area = host.liveArea(wanted);
        return area.map(Guarded::new);
    }

    /** From now on a class is shown. */
    public synchronized void hold() {
        holding = true;
    }

    /** No class is shown any more: what was kept is. */
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
