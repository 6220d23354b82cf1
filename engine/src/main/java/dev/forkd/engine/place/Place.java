package dev.forkd.engine.place;

import dev.forkd.client.RemoteCommand;
import dev.forkd.client.Sandbox;
import java.util.List;

/**
 * What a worker in one sandbox sees: this JVM's world, at the same paths. Used by one thread at a time.
 */
public final class Place {

    private final Sandbox sandbox;
    private final WorldFiles files;
    private final PlaceKind kind;
    private final String script;
    private final Back back;

    Place(Sandbox sandbox, WorldFiles files, PlaceKind kind, String script, Back back) {
        this.sandbox = sandbox;
        this.files = files;
        this.kind = kind;
        this.script = script;
        this.back = back;
    }

    /**
     * What kind of place it is.
     *
     * @return the kind
     */
    public PlaceKind kind() {
        return kind;
    }

    /**
     * Begins the description of the command that runs a worker here.
     *
     * @return a builder that lacks what marks this worker
     */
    public RemoteCommand.Builder worker() {
        return RemoteCommand.builder(List.of("sh", script));
    }

    /**
     * Takes what its tests have written, to be brought home with what all others wrote. To be called when its worker
     * has ended, also when it was lost; never fails.
     */
    public void collect() {
        back.collect(sandbox, kind, files);
    }
}
