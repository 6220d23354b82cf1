package dev.forkd.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MavenProfilesTests {

    @Test
    void are_those_of_the_command_line() {
        assertThat(MavenProfiles.optionsIn(" -B test -Pforkd")).isEqualTo(" -Pforkd");
        assertThat(MavenProfiles.optionsIn("-P a,b verify")).isEqualTo(" -Pa,b");
        assertThat(MavenProfiles.optionsIn("test --activate-profiles=x -P!y")).isEqualTo(" -Px -P'!y'");
        assertThat(MavenProfiles.optionsIn("test -Dx=-Py")).isEmpty();
        assertThat(MavenProfiles.optionsIn("")).isEmpty();
    }

    @Test
    void what_a_shell_would_act_on_is_left_out() {
        assertThat(MavenProfiles.optionsIn("test -P$(rm)")).isEmpty();
        assertThat(MavenProfiles.optionsIn("test -P`rm`")).isEmpty();
    }
}
