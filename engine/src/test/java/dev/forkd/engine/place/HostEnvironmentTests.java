package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostEnvironmentTests {

    private static final String TOKEN = "the-token-of-the-controller";

    @Test
    void another_machine_gets_what_says_something_about_the_build() {
        Map<String, String> all = Map.of(
                "LANG", "de_DE.UTF-8",
                "CI", "true",
                "SET_BY_THE_BUILD", "yes",
                "NAMED", "n",
                "OF_THIS_MACHINE", "private",
                "MAVEN_OPTS", "-X");

        assertThat(HostEnvironment.forRemote(
                        all, new NamePatterns(List.of("NAMED")), Map.of("SET_BY_THE_BUILD", "yes"), TOKEN))
                .containsOnlyKeys("LANG", "CI", "SET_BY_THE_BUILD", "NAMED");
    }

    @Test
    void another_machine_gets_no_secret_unless_it_is_named_and_the_token_never() {
        Map<String, String> all =
                Map.of("DB_PASSWORD", "1", "GPG_PASSPHRASE", "2", "API_KEY", "3", "MY_SECRET", "4", "ODD", "x" + TOKEN);

        assertThat(HostEnvironment.forRemote(all, new NamePatterns(List.of("MY_SECRET", "ODD")), all, TOKEN))
                .containsOnlyKeys("MY_SECRET");
        assertThat(HostEnvironment.propertiesForRemote(
                        Map.of("sonar.token", "1", "monkey", "2", "gpg.passphrase", "3", "x", TOKEN),
                        new NamePatterns(List.of()),
                        TOKEN))
                .containsOnlyKeys("monkey");
        assertThat(HostEnvironment.argumentsForRemote(
                        List.of("-Dsigning.password=1", "-Dx=" + TOKEN, "-Xmx1g", "-Dmonkey=2"),
                        new NamePatterns(List.of()),
                        TOKEN))
                .containsExactly("-Xmx1g", "-Dmonkey=2");
    }

    @Test
    void this_machine_gets_all_but_our_settings_and_the_token() {
        Map<String, String> all =
                Map.of("ANY", "1", "FORKD_URL", "u", "FORKD_TOKEN", TOKEN, "MAVEN_CMD_LINE_ARGS", "-D" + TOKEN);

        assertThat(HostEnvironment.withoutToken(HostEnvironment.withoutSettings(all), TOKEN))
                .containsOnlyKeys("ANY");
    }
}
