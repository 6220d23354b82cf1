package dev.forkd.engine.plan;

import java.util.List;
import java.util.Locale;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * How Jupiter runs classes that do not say otherwise. Other engines have settings of their own.
 *
 * @param parallel whether it runs several tests at a time in one JVM
 * @param onePerClass whether the methods of a class share one instance of it
 * @param asked settings that name a class of the project, which Jupiter asks when it discovers tests: each as
 *     {@code name=class}
 */
public record JupiterDefaults(boolean parallel, boolean onePerClass, List<String> asked) {

    private static final List<String> ASKING = List.of(
            "junit.jupiter.testmethod.order.default",
            "junit.jupiter.testclass.order.default",
            "junit.jupiter.displayname.generator.default");

    /** Those of Jupiter without any parameters. */
    public static final JupiterDefaults STANDARD = new JupiterDefaults(false, false, List.of());

    /**
     * Copies the list.
     *
     * @param parallel whether it runs several tests at a time in one JVM
     * @param onePerClass whether the methods of a class share one instance of it
     * @param asked settings that name a class of the project
     */
    public JupiterDefaults {
        asked = List.copyOf(asked);
    }

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
                        .isPresent(),
                ASKING.stream()
                        .flatMap(name -> parameters.get(name).map(String::strip).stream()
                                .filter(value -> !value.isEmpty() && !value.startsWith("org.junit.jupiter.api."))
                                .map(value -> name + "=" + value))
                        .toList());
    }
}
