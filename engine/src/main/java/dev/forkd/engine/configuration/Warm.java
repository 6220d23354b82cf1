package dev.forkd.engine.configuration;

/** Whether the workers of a run are copies of one that waits. */
public enum Warm {
    /** Where that is faster. */
    AUTO,
    /** Wherever a sandbox is copied with its processes. */
    PLATFORM,
    /** Never. */
    OFF
}
