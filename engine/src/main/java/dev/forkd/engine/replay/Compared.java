package dev.forkd.engine.replay;

/**
 * An expected or actual value of an assertion. The value itself cannot be made again, but reports and IDEs only show
 * its text.
 *
 * @param text the value's string representation
 */
record Compared(String text) {}
