package dev.forkd.engine.configuration;

/** How progress is shown during a run. */
public enum Progress {
    /** In place if the output certainly goes to a terminal, otherwise as lines. */
    AUTO,
    /** As lines, from time to time. */
    PLAIN,
    /** In place wherever there is a terminal, even if a program may be reading the output. */
    LIVE,
    /** Not at all; the start and the end of the run are still reported. */
    OFF
}
