package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.engine.configuration.Cache;

/** Ships what may be kept for the next build, without anything else. */
public interface Layers {

    /**
     * Tells whether a sandbox sees other files than this machine's.
     *
     * @param sandbox the sandbox
     * @return whether anything is shipped to it
     */
    boolean isElsewhere(Sandbox sandbox);

    /**
     * Returns what of the files that are shipped may be kept.
     *
     * @param keeps what the user wants kept
     * @return the files
     */
    Layer layer(Cache.Keeps keeps);

    /**
     * Ships only those files to a sandbox on another machine.
     *
     * @param sandbox the sandbox
     * @param keeps what the user wants kept
     */
    void shipLayer(Sandbox sandbox, Cache.Keeps keeps);
}
