package dev.forkd.engine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The progress of a run.
 *
 * @param ended units that have ended
 * @param units all units
 * @param tests tests that have ended
 * @param failed failures so far
 * @param share the share of the work that is done, by estimated cost
 * @param seconds time since the first unit began
 * @param running units that are running, those that have run longest first
 */
record Standing(int ended, int units, int tests, int failed, double share, double seconds, List<Running> running) {

    /** With a smaller share done, the remaining time cannot be estimated. */
    private static final double MIN_SHARE = 0.05;

    /** The progress in one line. */
    String line() {
        if (running.isEmpty()) {
            return counts();
        }
        Running longest = running.get(0);
        return counts() + "; longest now: " + longest.name() + ", " + Texts.seconds(longest.seconds()) + " in sandbox "
                + longest.sandbox();
    }

    /** What is done, and the estimated remaining time if enough is done. */
    String counts() {
        List<String> parts = new ArrayList<>();
        parts.add(ended + " of " + Texts.count(units, "test class", "test classes"));
        parts.add(Texts.count(tests, "test", "tests"));
        parts.add(failed + " failed");
        if (share >= MIN_SHARE && share < 1) {
            parts.add("about " + Texts.seconds(Math.max(1, seconds * (1 - share) / share)) + " left");
        }
        return String.join(", ", parts);
    }
}
