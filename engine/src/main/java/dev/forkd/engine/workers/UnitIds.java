package dev.forkd.engine.workers;

import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import org.jspecify.annotations.Nullable;

/** Finds out which unit an event belongs to, by the first two segments of its id. */
final class UnitIds {

    /** The separator between segments. It cannot occur inside a segment, because its characters are encoded there. */
    private static final String JOINT = "]/[";

    private UnitIds() {}

    static @Nullable String unitOf(NodeEvent event) {
        String id = event.id();
        return id == null ? null : unitOf(id);
    }

    static String unitOf(String id) {
        int first = id.indexOf(JOINT);
        int second = first < 0 ? -1 : id.indexOf(JOINT, first + JOINT.length());
        return second < 0 ? id : id.substring(0, second + 1);
    }
}
