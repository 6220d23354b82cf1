package dev.forkd.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SurefireDiscoveryTests {

    private static final String PROVIDER = "org.apache.maven.surefire.junitplatform.JUnitPlatformProvider";
    private static final String LAUNCHER = "org.junit.platform.launcher.core.DefaultLauncher";

    @Test
    void surefire_discovers_what_its_provider_asks_for() {
        assertThat(SurefireDiscovery.isCaller(Stream.of(
                        "dev.forkd.engine.ForkdTestEngine",
                        LAUNCHER,
                        "java.util.Optional",
                        "org.junit.platform.launcher.core.SessionPerRequestLauncher",
                        PROVIDER,
                        "java.lang.Thread")))
                .isTrue();
    }

    @Test
    void a_test_that_uses_the_launcher_is_not_surefire_although_it_runs_under_it() {
        assertThat(SurefireDiscovery.isCaller(Stream.of(
                        "dev.forkd.engine.ForkdTestEngine", LAUNCHER, "suite.NestedTests", LAUNCHER, PROVIDER)))
                .isFalse();
        assertThat(SurefireDiscovery.isGoingOn()).isFalse();
    }
}
