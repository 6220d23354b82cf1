package dev.forkd.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class SurefireForkTests {

    @Test
    void a_fork_that_gets_all_classes_at_once_is_not_hindered() {
        assertThat(fork("preferTestsFromInStream", "false", false).hindrance()).isEmpty();
        assertThat(SurefireFork.ofThisJvm().hindrance()).isEmpty();
    }

    @Test
    void each_setting_is_named_with_its_remedy() {
        assertThat(fork("preferTestsFromInStream", "true", true).hindrance())
                .hasValueSatisfying(why -> assertThat(why).contains("forkCount is above 1", "With forkCount=1"));
        assertThat(fork("forkTestSet", "java.lang.Class|a.B", false).hindrance())
                .hasValueSatisfying(why -> assertThat(why).contains("reuseForks is false", "With reuseForks=true"));
        assertThat(fork("preferTestsFromInStream", "false", true).hindrance())
                .hasValueSatisfying(why -> assertThat(why).contains("one by one", "junit-platform-engine"));
    }

    @Test
    void a_fork_is_known_by_its_command_line() {
        assertThat(SurefireFork.isFork("/p/surefirebooter1.jar /p/target/surefire 2026-11-28T01-06-37_938-jvmRun1"
                        + " surefire-1tmp surefire_0-2tmp"))
                .isTrue();
        assertThat(SurefireFork.isFork("org.codehaus.plexus.classworlds.launcher.Launcher test -pl a -am -B"))
                .isFalse();
        assertThat(SurefireFork.isFork("")).isFalse();
    }

    @Test
    void only_the_first_fork_tells() {
        Properties told = new Properties();
        told.setProperty("forkTestSet", "java.lang.Class|a.B");

        assertThat(new SurefireFork(told, false, false).hindrance()).isEmpty();
    }

    @Test
    void a_build_that_repeats_failures_says_how_often() {
        assertThat(fork("rerunFailingTestsCount", "2", false).repeatsFailures()).isTrue();
        assertThat(fork("rerunFailingTestsCount", "0", false).repeatsFailures()).isFalse();
        assertThat(fork("other", "2", false).repeatsFailures()).isFalse();
    }

    @Test
    void the_provider_shows_in_its_stack_that_it_runs_class_by_class() {
        String provider = "org.apache.maven.surefire.junitplatform.JUnitPlatformProvider";

        assertThat(SurefireFork.isOneByOne(stack(provider, "lambda$execute$1"))).isTrue();
        assertThat(SurefireFork.isOneByOne(stack(provider, "execute"))).isFalse();
        assertThat(SurefireFork.isOneByOne(stack("Other", "lambda$execute$1"))).isFalse();
    }

    private static SurefireFork fork(String key, String value, boolean oneByOne) {
        Properties told = new Properties();
        told.setProperty(key, value);
        return new SurefireFork(told, oneByOne, true);
    }

    private static StackTraceElement[] stack(String type, String method) {
        return new StackTraceElement[] {new StackTraceElement(type, method, null, 1)};
    }
}
