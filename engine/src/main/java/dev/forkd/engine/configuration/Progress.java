package dev.forkd.engine.configuration;

/** How a run says how far it is. */
public enum Progress {
    /** In place where a terminal is found without doubt, else as lines. */
    AUTO,
    /** As lines. */
    PLAIN,
    /** In place where there is a terminal, even if a program may be watching. */
    LIVE,
    /** Not at all; the start and the end are told. */
    OFF
}
