package dev.forkd.engine.configuration;

/** Whether the workers of a run are copies of a waiting one. */
public enum Warm {
    /** If that is faster. */
    AUTO,
    /** Wherever branching a sandbox also copies its processes. */
    PLATFORM,
    /** Never. */
    OFF
}
