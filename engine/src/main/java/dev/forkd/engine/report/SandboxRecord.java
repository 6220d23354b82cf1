package dev.forkd.engine.report;

import dev.forkd.engine.report.RunData.SandboxData;
import org.jspecify.annotations.Nullable;

/** What is known of one sandbox. Not thread-safe. */
final class SandboxRecord {

    private final int index;
    private final String id;
    private final double start;
    private final double ready;
    private @Nullable Double end;
    private @Nullable String lost;
    private int givenBack;

    SandboxRecord(int index, String id, double start, double ready) {
        this.index = index;
        this.id = id;
        this.start = start;
        this.ready = ready;
    }

    int index() {
        return index;
    }

    String id() {
        return id;
    }

    @Nullable
    Double end() {
        return end;
    }

    boolean isLost() {
        return lost != null;
    }

    void ended(double when) {
        if (end == null) {
            end = when;
        }
    }

    void lost(double when, String why, int units) {
        ended(when);
        lost = Texts.message(why);
        givenBack = units;
    }

    SandboxData data() {
        return new SandboxData(index, id, start, ready, end, lost, givenBack, null);
    }
}
