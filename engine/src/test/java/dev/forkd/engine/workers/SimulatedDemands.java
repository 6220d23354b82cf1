package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Demands;
import dev.forkd.engine.plan.Unit;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.SandboxNeeds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What the classes of one simulated run demand: sandboxes of their own, time limits, and to run again. */
final class SimulatedDemands {

    static final int MAX_RETRIES = 2;

    private final Random random;
    private final Isolation isolation;
    private final boolean retries;
    private final Optional<Duration> unitTimeout;
    private final Map<String, Duration> limits = new HashMap<>();

    SimulatedDemands(Random random, boolean many) {
        this.random = random;
        int dice = random.nextInt(6);
        this.isolation =
                many ? Isolation.SHARED : dice == 0 ? Isolation.CLASS : dice == 1 ? Isolation.METHOD : Isolation.SHARED;
        this.retries = !many && random.nextInt(3) == 0;
        this.unitTimeout = random.nextInt(6) == 0 ? Optional.of(Duration.ofSeconds(30)) : Optional.empty();
    }

    Isolation isolation() {
        return isolation;
    }

    boolean isolated() {
        return isolation != Isolation.SHARED;
    }

    /** The limit of all classes that have none of their own. */
    Optional<Duration> unitTimeout() {
        return unitTimeout;
    }

    /** Decides whether a class has a limit of its own. */
    boolean limit(String unit) {
        boolean limited = random.nextInt(12) == 0;
        if (limited) {
            limits.put(unit, Duration.ofSeconds(5 + random.nextInt(30)));
        }
        return limited;
    }

    Unit put(Unit unit) {
        return new Unit(
                unit.id(),
                unit.node(),
                unit.name(),
                unit.selectors(),
                unit.containers(),
                unit.leaves(),
                unit.weights(),
                unit.cost(),
                unit.passable(),
                unit.affinity(),
                new Demands(
                        List.of(),
                        Optional.ofNullable(limits.get(unit.id())),
                        SandboxNeeds.NONE,
                        retries ? random.nextInt(MAX_RETRIES + 1) : 0,
                        1,
                        Optional.empty(),
                        Optional.empty()));
    }
}
