package dev.forkd.engine.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param ended units that have ended
 * @param units all units
 * @param tests tests that have ended
 * @param failed what failed so far
 * @param share of the work that is done, by what it was expected to cost
 * @param seconds since the first unit began
 * @param longest what has been running longest, if something runs
 * @param longestSeconds for how long
 * @param longestSandbox where
 */
record Standing(
        int ended,
        int units,
        int tests,
        int failed,
        double share,
        double seconds,
        @Nullable String longest,
        double longestSeconds,
        int longestSandbox) {

    /** Below it, what is left cannot be told from what is done. */
    private static final double LEAST_SHARE = 0.05;

    /** A line for people; the share of one class is none. */
    String line() {
        List<String> parts = new ArrayList<>();
        parts.add(ended + " of " + Texts.count(units, "test class", "test classes"));
        parts.add(Texts.count(tests, "test", "tests"));
        parts.add(failed + " failed");
        if (share >= LEAST_SHARE && share < 1) {
            parts.add("about " + Texts.seconds(Math.max(1, seconds * (1 - share) / share)) + " left");
        }
        String line = String.join(", ", parts);
        return longest == null
                ? line
                : line + "; longest now: " + longest + ", " + Texts.seconds(longestSeconds) + " in sandbox "
                        + longestSandbox;
    }
}
