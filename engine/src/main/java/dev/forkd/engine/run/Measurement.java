package dev.forkd.engine.run;

import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.plan.UnitNames;
import dev.forkd.schedule.UnitTimes;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures one unit from its events. Used by one thread. */
final class Measurement {

    private static final double MICROS = 1e6;

    /**
     * If the first test takes this much longer than the others, in seconds, the difference counts as set-up, for
     * example of an application context.
     */
    private static final double MIN_SET_UP = 0.1;

    private final String unit;
    private final Map<String, String> names;
    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, Double> tests = new HashMap<>();
    private final List<Double> inOrder = new ArrayList<>();
    private String first = "";
    private double whole = -1;

    Measurement(Unit unit) {
        this.unit = unit.id();
        this.names = UnitNames.testsOf(unit);
    }

    /** The names of the unit's tests, by the ids of its leaves. */
    Map<String, String> names() {
        return names;
    }

    void observe(Entry entry) {
        if (entry.event() instanceof Started started && isOurs(started.id())) {
            starts.put(started.id(), entry.micros());
        } else if (entry.event() instanceof Finished finished) {
            Long start = starts.remove(finished.id());
            // The duration of a failed test says little about its usual duration.
            if (start != null && finished.outcome() == Outcome.SUCCESSFUL) {
                ended(finished.id(), Math.max(0, entry.micros() - start) / MICROS);
            }
        }
    }

    private boolean isOurs(String id) {
        return id.equals(unit) || names.containsKey(id);
    }

    private void ended(String id, double seconds) {
        String name = names.get(id);
        if (name == null) {
            whole = seconds;
        } else {
            tests.merge(name, seconds, Double::sum);
            inOrder.add(seconds);
            first = first.isEmpty() ? name : first;
        }
    }

    /** Forgets how long the unit took as a whole, because it did not run as a whole. */
    void ranInParts() {
        whole = -1;
    }

    /**
     * Tells whether nothing was measured. The end of a class of which no test passed says nothing: in a run that was
     * broken off classes that never began end too, at once, and would be taken for the shortest of all in the next run.
     */
    boolean isEmpty() {
        return tests.isEmpty() && (whole < 0 || !names.isEmpty());
    }

    /**
     * Returns the times.
     *
     * @param knownSetUp the set-up time to use if the unit did not end
     */
    UnitTimes times(double knownSetUp) {
        double sum = tests.values().stream().mapToDouble(Double::doubleValue).sum();
        if (whole < 0) {
            return new UnitTimes(knownSetUp, tests);
        }
        if (sum > whole) {
            // Tests ran in parallel.
            double scale = whole / sum;
            tests.replaceAll((name, seconds) -> seconds * scale);
            return new UnitTimes(0, tests);
        }
        double excess = excessOfFirst();
        if (excess < MIN_SET_UP) {
            return new UnitTimes(whole - sum, tests);
        }
        Map<String, Double> without = new HashMap<>(tests);
        without.computeIfPresent(first, (name, seconds) -> seconds - excess);
        return new UnitTimes(whole - sum + excess, without);
    }

    /** How much longer the first test took than the longest of the others; negative if it did not. */
    private double excessOfFirst() {
        double others =
                inOrder.stream().skip(1).mapToDouble(Double::doubleValue).max().orElse(Double.MAX_VALUE);
        return inOrder.isEmpty() ? 0 : inOrder.get(0) - others;
    }
}
