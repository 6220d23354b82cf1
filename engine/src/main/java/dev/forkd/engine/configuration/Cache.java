package dev.forkd.engine.configuration;

import java.time.Duration;

/**
 * What a controller keeps for the next build, and within which limits.
 *
 * @param keeps what is kept
 * @param maxAge how long a kept tag stays if no build uses it
 * @param maxTags how many tags are kept at a controller
 */
public record Cache(Keeps keeps, Duration maxAge, int maxTags) {

    /** Which files a kept tag has. */
    public enum Keeps {
        /** None: no tag is kept. */
        OFF,
        /** Archives of the class path that the build itself did not make. */
        DEPENDENCIES,
        /** All that is shipped. */
        PROJECT
    }
}
