package dev.forkd.schedule;

import java.util.Collection;
import java.util.List;

/** Determines how many workers a run should have. */
public final class FleetSize {
    /** By this factor the run may be longer than the shortest possible one, in return for fewer workers. */
    private static final double TOLERANCE = 1.1;

    private FleetSize() {}

    /**
     * Finds the smallest number of workers with which the run takes at most a tenth longer than it could.
     *
     * @param seconds the times of the units
     * @param most the largest possible number of workers
     * @param secondsPerWorker by how much each further worker delays the whole run, because it has to be started
     * @return at least 1; otherwise at most the number of units
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
