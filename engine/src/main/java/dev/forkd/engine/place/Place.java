package dev.forkd.engine.place;

import dev.forkd.client.RemoteCommand;
import dev.forkd.client.Sandbox;
import dev.forkd.worker.protocol.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a worker in one sandbox sees: the world of this JVM, at the same paths. Used by one thread at a time. */
public final class Place {

    /** After this time without a poll a worker is killed. */
    private static final Duration ABANDON_AFTER = Duration.ofMinutes(1);
    /**
     * A worker normally lives as long as its run. This limit is for a host that is still alive but has forgotten the
     * worker.
     */
    private static final Duration DEADLINE = Duration.ofDays(7);

    private final Sandbox sandbox;
    private final WorldFiles files;
    private final PlaceKind kind;
    private final String script;
    private final Back back;
    private final Aside aside;

    Place(Sandbox sandbox, WorldFiles files, PlaceKind kind, String script, Back back, Aside aside) {
        this.sandbox = sandbox;
        this.files = files;
        this.kind = kind;
        this.script = script;
        this.back = back;
        this.aside = aside;
    }

    /**
     * Returns the kind of place.
     *
     * @return the kind
     */
    public PlaceKind kind() {
        return kind;
    }

    /**
     * Makes the command that runs a worker here.
     *
     * @param environment variables that mark and identify the worker
     * @return a complete builder
     */
    public RemoteCommand.Builder command(Map<String, String> environment) {
        return RemoteCommand.builder(List.of("sh", script))
                .environment(environment)
                .deadline(DEADLINE)
                .abandonAfter(ABANDON_AFTER)
                .stream(Protocol.EVENT_STREAM);
    }

    /** Returns the same place in a fork of its sandbox. */
    Place in(Sandbox fork, WorldFiles itsFiles) {
        return new Place(fork, itsFiles, kind, script, back, aside);
    }

    /**
     * Puts aside what a branch of this sandbox needs after the run, because the run's files are deleted at its end.
     *
     * @param tag the name that the branch will have
     * @return what was put aside
     * @throws IOException if it cannot be put aside
     */
    public Kept putAside(String tag) throws IOException {
        return aside.put(sandbox, kind, files, tag);
    }

    /**
     * Collects what the tests here have written; later it is brought into the project together with that of all others.
     * Call this when the worker has ended or was lost. Never fails.
     */
    public void collect() {
        back.collect(sandbox, kind, files);
    }
}
