package dev.forkd.engine.report;

/**
 * What runs now.
 *
 * @param name the unit's name
 * @param seconds for how long
 * @param sandbox where
 */
record Running(String name, double seconds, int sandbox) {}
