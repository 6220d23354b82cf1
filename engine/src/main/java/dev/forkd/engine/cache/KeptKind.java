package dev.forkd.engine.cache;

import dev.forkd.engine.configuration.Cache;

/**
 * What a kept tag and a run must have in common. A snapshot that was made anew under the same tag is another one: its
 * disk may differ, and what was kept of the old one goes with the old disk.
 *
 * @param layout how the files lie in the snapshot; see {@link #LAYOUT}
 * @param controller the controller's address
 * @param base the tag that the kept one was derived from
 * @param baseCreatedUnix when that tag was made, in seconds since the epoch
 * @param keeps what is kept
 * @param scope the build's root, if its own files are kept; else empty
 */
public record KeptKind(
        int layout, String controller, String base, long baseCreatedUnix, Cache.Keeps keeps, String scope) {

    /** Increased when files are put elsewhere in a sandbox, so that tags of other versions of this engine do not fit. */
    public static final int LAYOUT = 1;

    boolean isOfOlderBase(KeptKind other) {
        return controller.equals(other.controller)
                && base.equals(other.base)
                && baseCreatedUnix != other.baseCreatedUnix;
    }
}
