package dev.forkd.engine.fleet;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.plan.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The set-up of a class that is run once, before its sandbox is branched.
 *
 * @param name the class's name, for messages
 * @param ids of all of its tests, in order
 * @param parameters JUnit's configuration parameters
 * @param within how long it may take
 */
public record SetUp(String name, List<String> ids, Map<String, String> parameters, Duration within) {

    private static final String JUPITER = "[engine:junit-jupiter]/";
    /** As long as nobody has set a limit. */
    private static final Duration LIMIT = Duration.ofHours(1);

    /**
     * Finds out whether a class can be stopped after its set-up.
     *
     * @param unit the class
     * @param parameters JUnit's configuration parameters
     * @param configuration has a limit
     * @return its set-up; empty for classes of other engines than Jupiter, which has a moment between set-up and tests
     */
    public static Optional<SetUp> of(Unit unit, Map<String, String> parameters, ForkdConfiguration configuration) {
        Duration within =
                unit.demands().timeout().or(configuration::unitTimeout).orElse(LIMIT);
        return unit.node().contains(JUPITER)
                ? Optional.of(new SetUp(unit.name(), unit.selectors(), parameters, within))
                : Optional.empty();
    }
}
