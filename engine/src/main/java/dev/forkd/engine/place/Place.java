package dev.forkd.engine.place;

import dev.forkd.client.RemoteCommand;
import dev.forkd.client.Sandbox;
import dev.forkd.worker.protocol.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a worker in one sandbox sees: this JVM's world, at the same paths. Used by one thread at a time.
 */
public final class Place {

    /** A worker that nobody listens to any more ends itself after this long. */
    private static final Duration ABANDON_AFTER = Duration.ofMinutes(1);
    /** Its life is that of its run, however long that is; this is for a host that lives on and has forgotten it. */
    private static final Duration DEADLINE = Duration.ofDays(7);

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
     * Describes the command that runs a worker here.
     *
     * @param environment what marks this worker
     * @return a builder that lacks nothing
     */
    public RemoteCommand.Builder command(Map<String, String> environment) {
        return RemoteCommand.builder(List.of("sh", script))
                .environment(environment)
                .deadline(DEADLINE)
                .abandonAfter(ABANDON_AFTER)
                .stream(Protocol.EVENT_STREAM);
    }

    /** The same place in a fork of its sandbox. */
    Place in(Sandbox fork, WorldFiles itsFiles) {
        return new Place(fork, itsFiles, kind, script, back);
    }

    /**
     * Takes what its tests have written, to be brought home with what all others wrote. To be called when its worker
     * has ended, also when it was lost; never fails.
     */
    public void collect() {
        back.collect(sandbox, kind, files);
    }
}
