package dev.forkd.engine.fleet;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.plan.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The set-up of a class that a waiting worker runs once, before its sandbox is branched.
 *
 * @param name the class's name, for messages
 * @param ids the ids of all tests of the class, in order
 * @param parameters JUnit's configuration parameters
 * @param within how long the set-up may take
 * @param freeze how many failed tests are to be frozen
 */
public record SetUp(String name, List<String> ids, Map<String, String> parameters, Duration within, int freeze) {

    private static final String JUPITER = "[engine:junit-jupiter]/";
    /** The limit if nobody has set one. */
    private static final Duration LIMIT = Duration.ofHours(1);

    /**
     * Returns the set-up of a class, if a worker can be stopped between this set-up and the first test.
     *
     * @param unit the class
     * @param parameters JUnit's configuration parameters
     * @param configuration has the time limit for classes without one of their own
     * @return the set-up; empty for engines other than Jupiter, because a worker knows that moment only in Jupiter
     */
    public static Optional<SetUp> of(Unit unit, Map<String, String> parameters, ForkdConfiguration configuration) {
        Duration within =
                unit.demands().timeout().or(configuration::unitTimeout).orElse(LIMIT);
        return unit.node().contains(JUPITER)
                ? Optional.of(new SetUp(unit.name(), unit.selectors(), parameters, within, configuration.freeze()))
                : Optional.empty();
    }
}
