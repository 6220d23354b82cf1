package dev.forkd.schedule;

import java.util.Collection;
import java.util.List;

/** How many workers are worth having. */
public final class FleetSize {
    /** Ending this much later is worth saving a worker. */
    private static final double TOLERANCE = 1.1;

    private FleetSize() {}

    /**
     * Finds the fewest workers with which a run ends about as early as it can: within a tenth.
     *
     * @param seconds what the units take
     * @param most how many workers there may be
     * @param secondsPerWorker how much later everything ends for each further worker that has to be started
     * @return at least 1, never more than there are units
     */
    public static int of(Collection<Double> seconds, int most, double secondsPerWorker) {
        List<Double> longestFirst = seconds.stream()
                .sorted((one, other) -> Double.compare(other, one))
                .toList();
        int useful = Math.max(1, Math.min(most, longestFirst.size()));
        double[] ends = new double[useful + 1];
        double best = Double.MAX_VALUE;
        for (int n = 1; n <= useful; n++) {
            ends[n] = n * secondsPerWorker + end(longestFirst, n);
            best = Math.min(best, ends[n]);
        }
        for (int n = 1; n < useful; n++) {
            if (ends[n] <= TOLERANCE * best) {
                return n;
            }
        }
        return useful;
    }

    private static double end(List<Double> longestFirst, int n) {
        double[] loads = new double[n];
        double last = 0;
        for (double seconds : longestFirst) {
            int free = LoadBalance.lightest(loads);
            loads[free] += seconds;
            last = Math.max(last, loads[free]);
        }
        return last;
    }
}
