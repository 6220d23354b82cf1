package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.plan.Unit;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.MethodTies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Decides which units of a fleet run in parts, and in which. Immutable. */
final class Division {

    /**
     * Into how many parts of equal cost a class is divided for each sandbox. More would end closer together, but a part
     * costs a discovery, and what runs once for a class runs in each.
     */
    private static final int PARTS_PER_SANDBOX = 4;

    private final List<Divided> units = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * A unit and its parts.
     *
     * @param unit the whole
     * @param parts its parts, in order; only the unit itself if it is not divided
     */
    record Divided(Unit unit, List<Unit> parts) {

        private int runs() {
            return parts.size() * unit.demands().repeat();
        }
    }

    /**
     * Divides units.
     *
     * @param wholes the units of a fleet
     * @param configuration the fleet's settings
     * @param mayRunApart tells whether nothing speaks against dividing a unit that does not ask for it
     */
    Division(List<Unit> wholes, ForkdConfiguration configuration, Predicate<Unit> mayRunApart) {
        long share = wholes.stream().mapToLong(Unit::cost).sum() / configuration.n();
        for (Unit unit : wholes) {
            List<Unit> its = List.of(unit);
            if (unit.demands().needs().isolation() == Isolation.METHOD) {
                its = unit.parts();
            } else if (unit.demands().split().isPresent()) {
                its = inSandboxes(unit, configuration.n());
                tell(unit, its, unit.demands().split().get());
            } else if (configuration.autoSplit() && unit.cost() > share && mayRunApart.test(unit)) {
                its = inSandboxes(unit, configuration.n());
                tell(unit, its);
            } else if (unit.demands().splitInVain()) {
                notes.add(unit.name() + " runs as a whole, with those of its classes that have split = METHODS.");
            }
            units.add(new Divided(unit, its));
        }
    }

    /** A single sandbox would run the parts one after the other, so it gets the class as a whole. */
    private static List<Unit> inSandboxes(Unit unit, int n) {
        if (unit.demands().retries() > 0) {
            // Only what has failed runs again, so each method is a part.
            return unit.parts();
        }
        return n == 1 ? List.of(unit) : unit.parts(unit.cost() / ((long) PARTS_PER_SANDBOX * n));
    }

    private void tell(Unit unit, List<Unit> its, MethodTies ties) {
        if (its.size() > 1) {
            String again = ties.repeated().isEmpty()
                    ? ""
                    : " In each of them runs again: " + String.join(", ", ties.repeated())
                            + ". With isolation = METHOD it runs once where sandboxes are branched with their memory.";
            notes.add(unit.name() + " runs in " + its.size() + " parts (split = METHODS)." + again);
        }
    }

    private void tell(Unit unit, List<Unit> its) {
        if (its.size() > 1) {
            notes.add(unit.name() + " takes longer than a sandbox's fair share and runs in " + its.size()
                    + " parts (forkd.split=auto).");
        }
    }

    /** Returns what the workers run: units and parts, in the order in which they are reported. */
    List<Unit> tasks() {
        return units.stream().flatMap(divided -> divided.parts().stream()).toList();
    }

    /** Returns the units that are divided. */
    List<Divided> divided() {
        return units.stream().filter(divided -> divided.parts().size() > 1).toList();
    }

    /** Returns how often workers run something of a unit, for those of which they do so more than once, by id. */
    Map<String, Integer> runs() {
        Map<String, Integer> runs = new LinkedHashMap<>();
        units.forEach(divided -> runs.put(divided.unit().id(), divided.runs()));
        runs.values().removeIf(times -> times < 2);
        return runs;
    }

    /** Returns sentences that say what a user may not expect. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
