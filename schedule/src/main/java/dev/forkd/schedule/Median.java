package dev.forkd.schedule;

import java.util.Collection;

/** The median, which a few extreme values do not change much. */
final class Median {
    private Median() {}

    static double of(Collection<Double> values) {
        if (values.isEmpty()) {
            return 0;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
