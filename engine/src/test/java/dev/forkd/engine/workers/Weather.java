package dev.forkd.engine.workers;

import java.util.Random;

/**
 * What goes wrong in one simulated run, as a seed decides it. Each kind is missing in most runs, so that what one kind
 * does is not hidden by the others.
 *
 * @param crash how likely a worker ends at any one event
 * @param mute how likely its machine stops at any one event
 * @param wakes whether such a machine goes on one day, with what it has to tell
 * @param vanish how likely its sandbox is gone at any one poll
 * @param broken how likely the controller answers a poll with an error of its own
 * @param slow how likely a poll takes seconds
 * @param late how likely what a worker writes is seen seconds later
 * @param lies how likely a worker that lies does so at any one event
 * @param liars how likely a worker is one that lies
 * @param noStart how likely a worker cannot begin
 * @param cut how likely a call of the controller is cut after it was done
 * @param silent how likely a new sandbox never answers
 * @param cancelAt when the user cancels, in milliseconds; never if negative
 * @param restartAt when the controller starts anew, without its sandboxes; never if negative
 * @param goneAt when the controller is gone for good; never if negative
 */
record Weather(
        double crash,
        double mute,
        boolean wakes,
        double vanish,
        double broken,
        double slow,
        double late,
        double lies,
        double liars,
        double noStart,
        double cut,
        double silent,
        long cancelAt,
        long restartAt,
        long goneAt) {

    private static final int LONG_MILLIS = 40_000;

    static Weather of(Random random) {
        return new Weather(
                sometimes(random, 3, 0.03),
                sometimes(random, 6, 0.02),
                random.nextBoolean(),
                sometimes(random, 6, 0.02),
                sometimes(random, 8, 0.01),
                sometimes(random, 4, 0.2),
                sometimes(random, 4, 0.3),
                random.nextDouble() * 0.3,
                sometimes(random, 3, 0.8),
                sometimes(random, 10, 0.3),
                sometimes(random, 10, 0.02),
                sometimes(random, 25, 0.1),
                once(random, 12),
                once(random, 15),
                once(random, 25));
    }

    /** Whether nothing happens that lets a run end without having run everything. */
    boolean letsAllRun() {
        return cancelAt < 0 && restartAt < 0 && goneAt < 0;
    }

    private static double sometimes(Random random, int oneIn, double most) {
        double strength = random.nextDouble();
        return random.nextInt(oneIn) == 0 ? strength * most : 0;
    }

    private static long once(Random random, int oneIn) {
        long when = random.nextInt(LONG_MILLIS);
        return random.nextInt(oneIn) == 0 ? when : -1;
    }
}
