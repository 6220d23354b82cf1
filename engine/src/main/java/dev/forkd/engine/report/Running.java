package dev.forkd.engine.report;

/**
 * A unit that is running.
 *
 * @param name the unit's name
 * @param seconds for how long it has been running
 * @param sandbox the slot of its sandbox
 */
record Running(String name, double seconds, int sandbox) {}
