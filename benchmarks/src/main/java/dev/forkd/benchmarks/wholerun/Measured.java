package dev.forkd.benchmarks.wholerun;

/**
 * One build.
 *
 * @param variant how it ran
 * @param millis how long it took
 * @param tests how many tests it reported
 * @param failed how many of them failed
 */
record Measured(String variant, long millis, int tests, int failed) {}
