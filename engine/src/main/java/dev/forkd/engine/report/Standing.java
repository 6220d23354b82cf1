package dev.forkd.engine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a run is.
 *
 * @param ended units that have ended
 * @param units all units
 * @param tests tests that have ended
 * @param failed what failed so far
 * @param share of the work that is done, by what it was expected to cost
 * @param seconds since the first unit began
 * @param running what runs, the longest first
 */
record Standing(int ended, int units, int tests, int failed, double share, double seconds, List<Running> running) {

    /** Below it, what is left cannot be told from what is done. */
    private static final double LEAST_SHARE = 0.05;

    /** A line for people. */
    String line() {
        if (running.isEmpty()) {
            return counts();
        }
        Running longest = running.get(0);
        return counts() + "; longest now: " + longest.name() + ", " + Texts.seconds(longest.seconds()) + " in sandbox "
                + longest.sandbox();
    }

    /** How much is done; the share of one class is none. */
    String counts() {
        List<String> parts = new ArrayList<>();
        parts.add(ended + " of " + Texts.count(units, "test class", "test classes"));
        parts.add(Texts.count(tests, "test", "tests"));
        parts.add(failed + " failed");
        if (share >= LEAST_SHARE && share < 1) {
            parts.add("about " + Texts.seconds(Math.max(1, seconds * (1 - share) / share)) + " left");
        }
        return String.join(", ", parts);
    }
}
