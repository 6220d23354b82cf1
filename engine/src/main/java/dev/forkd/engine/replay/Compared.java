package dev.forkd.engine.replay;

/**
 * The expected or actual value of a comparison. Its own class cannot be made again; what reports and IDEs show
 * is its text.
 *
 * @param text its string representation
 */
record Compared(String text) {}
