package dev.forkd.engine.fleet;

import dev.forkd.client.FleetRequest;
import dev.forkd.engine.configuration.ForkdConfiguration;
import java.time.Duration;

/** Asks the controller for sandboxes as the settings say. */
public final class SandboxRequests {

    /** A guest answers at once or never (contract 6.9). */
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);

    private static final int SPARE_SANDBOXES = 3;

    private SandboxRequests() {}

    /**
     * A request for sandboxes.
     *
     * @param configuration the settings
     * @param from the tag to fork from
     * @param n how many
     * @param atLeast with how many one can go on when no more can be had
     * @return the request
     */
    public static FleetRequest of(ForkdConfiguration configuration, String from, int n, int atLeast) {
        Long limit = configuration.memoryLimitMib().isPresent()
                ? Long.valueOf(configuration.memoryLimitMib().getAsInt())
                : null;
        return new FleetRequest(
                from,
                n,
                configuration.perChildNetns(),
                limit,
                configuration.prewarm(),
                READY_WITHIN,
                SPARE_SANDBOXES,
                atLeast);
    }
}
