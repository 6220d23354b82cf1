package dev.forkd.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

class JUnitParametersTests {

    private static final String SEED = "junit.jupiter.execution.order.random.seed";

    @Test
    void all_workers_of_a_run_get_the_same_seed_and_other_runs_another_one() {
        String first = forWorkers(Map.of()).get(SEED);

        assertThat(first).matches("-?\\d+");
        assertThat(forWorkers(Map.of()).get(SEED)).isNotEqualTo(first);
    }

    @Test
    void a_seed_that_was_given_stays() {
        assertThat(forWorkers(Map.of(SEED, "42"))).containsEntry(SEED, "42");
    }

    @Test
    void what_the_request_says_goes_to_the_workers_without_our_own_settings_and_this_jvms_properties() {
        Map<String, String> selected =
                forWorkers(Map.of("own.parameter", "value", "forkd.token", "secret", "forkd.n", "2"));

        assertThat(selected).containsEntry("own.parameter", "value").containsKey(SEED);
        // A program that runs these tests may have set some of JUnit's own.
        assertThat(selected.keySet())
                .filteredOn(key -> !key.startsWith("junit."))
                .containsExactly("own.parameter");
    }

    private static Map<String, String> forWorkers(Map<String, String> parameters) {
        ConfigurationParameters configuration = LauncherDiscoveryRequestBuilder.request()
                .configurationParameters(parameters)
                .build()
                .getConfigurationParameters();
        return JUnitParameters.forWorkers(configuration);
    }
}
