package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.engine.configuration.Cache;
import java.util.Map;

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
     * Names what else a run must have in common with a kept snapshot.
     *
     * @param keeps what the user wants kept
     * @return the build's root, if its own files are kept, as another build has nothing to do with them
     */
    String scope(Cache.Keeps keeps);

    /**
     * Adds to a layer what an earlier build has kept and is still the same here. So modules with different class paths
     * come to share a snapshot.
     *
     * @param layer the layer
     * @param earlier digests of the files that the earlier build has kept, by path
     * @return both, or the layer itself if both would be too large for a sandbox
     */
    Layer united(Layer layer, Map<String, String> earlier);

    /**
     * Ships a layer to a sandbox on another machine, and nothing else.
     *
     * @param sandbox the sandbox
     * @param layer the layer
     */
    void shipLayer(Sandbox sandbox, Layer layer);
}
