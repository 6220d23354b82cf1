package dev.forkd.engine.cache;

import java.util.Map;

/**
 * A tag that this user's builds keep at a controller.
 *
 * @param tag its name
 * @param kind what a run must have in common with it
 * @param digest digest of all its files
 * @param files digests of the files that it has, by path
 */
public record KeptTag(String tag, KeptKind kind, String digest, Map<String, String> files) {}
