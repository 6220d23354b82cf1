package dev.forkd.engine.run;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * The JUnit configuration parameters for the workers: those of the request itself, but not the system properties that a
 * request includes, because these contain secrets and values of this machine.
 */
final class JUnitParameters {

    private static final String SEED = "junit.jupiter.execution.order.random.seed";

    private JUnitParameters() {}

    static Map<String, String> forWorkers(ConfigurationParameters parameters) {
        Map<String, String> selected = new TreeMap<>();
        Set<String> systemProperties = System.getProperties().stringPropertyNames();
        for (String key : parameters.keySet()) {
            boolean ofRequest = !systemProperties.contains(key) || key.startsWith("junit.");
            if (ofRequest && !key.startsWith("forkd.")) {
                parameters.get(key).ifPresent(value -> selected.put(key, value));
            }
        }
        // Without this each JVM would draw its own seed, and the order could not be reproduced.
        selected.computeIfAbsent(SEED, key -> Long.toString(new Random().nextLong()));
        return selected;
    }
}
