package dev.forkd.engine.fleet;

import dev.forkd.client.FleetRequest;
import dev.forkd.engine.configuration.ForkdConfiguration;
import java.time.Duration;

/** Makes requests for sandboxes from the settings. */
public final class SandboxRequests {

    /** A guest answers either soon or never (contract 6.9). */
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);

    private static final int SPARE_SANDBOXES = 3;

    private SandboxRequests() {}

    /**
     * Makes a request.
     *
     * @param configuration the settings
     * @param from the tag to fork from
     * @param n how many sandboxes
     * @param atLeast how many suffice if no more can be had
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
