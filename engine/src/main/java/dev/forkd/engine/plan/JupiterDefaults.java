package dev.forkd.engine.plan;

import java.util.Locale;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * How Jupiter runs classes that do not say otherwise. Other engines have settings of their own.
 *
 * @param parallel whether it runs several tests at a time in one JVM
 * @param onePerClass whether the methods of a class share one instance of it
 */
public record JupiterDefaults(boolean parallel, boolean onePerClass) {

    /** Those of Jupiter without any parameters. */
    public static final JupiterDefaults STANDARD = new JupiterDefaults(false, false);

    /**
     * Reads the defaults.
     *
     * @param parameters the parameters of a request
     * @return the defaults
     */
    public static JupiterDefaults of(ConfigurationParameters parameters) {
        return new JupiterDefaults(
                parameters
                        .getBoolean("junit.jupiter.execution.parallel.enabled")
                        .orElse(false),
                parameters
                        .get("junit.jupiter.testinstance.lifecycle.default")
                        .map(value -> value.strip().toUpperCase(Locale.ROOT))
                        .filter("PER_CLASS"::equals)
                        .isPresent());
    }
}
