package dev.forkd.benchmarks.channel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured times in milliseconds. Thread-safe. */
final class Samples {

    private final List<Double> millis = new ArrayList<>();

    synchronized void add(double value) {
        millis.add(value);
    }

    /** Returns the value below which a part of all values lies. */
    synchronized double quantile(double part) {
        if (millis.isEmpty()) {
            throw new IllegalStateException("Nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, max %.1f ms (%d)",
                quantile(0.5),
                quantile(0.95),
                quantile(1),
                millis.size());
    }
}
