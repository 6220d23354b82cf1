package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.PortSearch;
import dev.forkd.local.sandbox.Listener;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One network that the simulated sandboxes share, in some of the runs: of an address in use it is found that another
 * sandbox has held it, or not; and some classes run alone because of an earlier run. It draws its own
 * numbers, so that runs without it stay what they are.
 */
final class SimulatedPorts {

    private final Random random;
    private final boolean shared;
    private final Set<String> alone;
    /** What is found to have failed through no fault of its own. */
    private final Set<String> runAgain = new HashSet<>();

    SimulatedPorts(long seed, SimulatedSuite suite, int slots) {
        this.random = new Random(~seed * 0x9E3779B97F4A7C15L);
        boolean possible = slots > 1
                && !suite.demands().isolated()
                && suite.tasks().stream().allMatch(task -> task.demands().retries() == 0);
        this.shared = possible && random.nextInt(3) == 0;
        this.alone = suite.tasks().stream()
                .map(Unit::id)
                .filter(id -> shared && random.nextInt(6) == 0)
                .collect(Collectors.toSet());
    }

    boolean shared() {
        return shared;
    }

    boolean runsAloneFromTheBeginning(Unit unit) {
        return alone.contains(unit.id());
    }

    List<Unit> mayClash(List<Unit> units) {
        return units.stream()
                .filter(unit -> shared && !alone.contains(unit.id()))
                .toList();
    }

    int aloneFromTheBeginning() {
        return alone.size();
    }

    /** The task runs alone from now on. */
    void again(Unit attempt) {
        runAgain.add(attempt.node());
    }

    boolean runsAlone(String task) {
        return alone.contains(task) || runAgain.contains(task);
    }

    PortSearch search() {
        return new PortSearch(
                () -> random.nextBoolean() ? List.of(new Listener(80, Optional.of("another"))) : List.of());
    }
}
