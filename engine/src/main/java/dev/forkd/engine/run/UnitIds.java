package dev.forkd.engine.run;

import dev.forkd.worker.protocol.WorkerEvent;
import org.jspecify.annotations.Nullable;

/** Finds out which unit an event belongs to: the first two segments of its id. */
final class UnitIds {

    /** Segments are joined by this; inside them its characters are encoded. */
    private static final String JOINT = "]/[";

    private UnitIds() {}

    static @Nullable String unitOf(WorkerEvent event) {
        String id = idOf(event);
        return id == null ? null : unitOf(id);
    }

    static String unitOf(String id) {
        int first = id.indexOf(JOINT);
        int second = first < 0 ? -1 : id.indexOf(JOINT, first + JOINT.length());
        return second < 0 ? id : id.substring(0, second + 1);
    }

    private static @Nullable String idOf(WorkerEvent event) {
        if (event instanceof WorkerEvent.Started e) {
            return e.id();
        }
        if (event instanceof WorkerEvent.Finished e) {
            return e.id();
        }
        if (event instanceof WorkerEvent.Skipped e) {
            return e.id();
        }
        if (event instanceof WorkerEvent.Registered e) {
            return e.descriptor().id();
        }
        if (event instanceof WorkerEvent.Published e) {
            return e.id();
        }
        if (event instanceof WorkerEvent.FilePublished e) {
            return e.id();
        }
        if (event instanceof WorkerEvent.Output e) {
            return e.id();
        }
        if (event instanceof WorkerEvent.Unresolved e) {
            return e.id();
        }
        return null;
    }
}
