package dev.forkd.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.Split;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import dev.forkd.junit.SandboxPolicy.Decision;
import dev.forkd.junit.SandboxPolicy.Surroundings;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.support.AnnotationSupport;

class SandboxPolicyTests {

    private static final MethodTies ORDERED = new MethodTies(
            Optional.of("@TestMethodOrder on it.SomeTest says that methods follow each other"),
            false,
            List.of(),
            List.of());

    /** The table of docs/sandbox-annotation.md. */
    @ParameterizedTest(name = "{0}, {1}: {2}, {3}, {4}")
    @CsvSource({
        "ANY,     RUN_LOCALLY, Run,  Run,  Run",
        "ANY,     IN_PROCESS,  Run,  Run,  Run",
        "ANY,     SKIP,        Skip, Run,  Run",
        "ANY,     FAIL,        Fail, Run,  Run",
        "MICROVM, RUN_LOCALLY, Fail, Fail, Run",
        "MICROVM, IN_PROCESS,  Fail, Fail, Fail",
        "MICROVM, SKIP,        Skip, Skip, Run",
        "MICROVM, FAIL,        Fail, Fail, Run",
    })
    void where_a_class_runs(
            Requirement requires, WhenUnavailable otherwise, String ordinary, String local, String microVm) {
        SandboxPolicy policy = new SandboxPolicy(
                "it.SomeTest", requires, otherwise, 0, 0, 1, SandboxNeeds.NONE, Split.CLASS, MethodTies.NONE);

        assertThat(kind(policy.decide(Surroundings.ORDINARY_JVM))).isEqualTo(ordinary);
        assertThat(kind(policy.decide(Surroundings.LOCAL_SANDBOX))).isEqualTo(local);
        assertThat(kind(policy.decide(Surroundings.MICROVM))).isEqualTo(microVm);
    }

    @Test
    void a_refusal_names_class_attribute_and_remedy() {
        SandboxPolicy policy = new SandboxPolicy(
                "it.SomeTest",
                Requirement.MICROVM,
                WhenUnavailable.FAIL,
                0,
                0,
                1,
                SandboxNeeds.NONE,
                Split.CLASS,
                MethodTies.NONE);

        assertThat(policy.decide(Surroundings.LOCAL_SANDBOX))
                .isInstanceOfSatisfying(Decision.Fail.class, fail -> assertThat(fail.reason())
                        .contains("it.SomeTest", "requires = MICROVM", "local controller", "forkd.url"));
    }

    @Test
    void contradictions_name_class_attribute_and_remedy() {
        assertThat(new SandboxPolicy(
                                "it.SomeTest",
                                Requirement.MICROVM,
                                WhenUnavailable.IN_PROCESS,
                                0,
                                0,
                                1,
                                SandboxNeeds.NONE,
                                Split.CLASS,
                                MethodTies.NONE)
                        .contradiction())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("it.SomeTest", "IN_PROCESS", "MICROVM", "Choose"));
        assertThat(new SandboxPolicy(
                                "it.SomeTest",
                                Requirement.ANY,
                                WhenUnavailable.SKIP,
                                -1,
                                0,
                                1,
                                SandboxNeeds.NONE,
                                Split.CLASS,
                                MethodTies.NONE)
                        .contradiction())
                .hasValueSatisfying(text -> assertThat(text).contains("it.SomeTest", "timeout = -1", "leave it out"));
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "10, true", "11, false"})
    void retries_are_few_and_not_negative(int retries, boolean good) {
        Optional<String> contradiction = new SandboxPolicy(
                        "it.SomeTest",
                        Requirement.ANY,
                        WhenUnavailable.SKIP,
                        0,
                        retries,
                        1,
                        SandboxNeeds.NONE,
                        Split.CLASS,
                        MethodTies.NONE)
                .contradiction();

        assertThat(contradiction.isEmpty()).isEqualTo(good);
        contradiction.ifPresent(
                text -> assertThat(text).contains("it.SomeTest", "retries = " + retries, "leave it out"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, SHARED, 3, ",
        "20, METHOD, 0, ",
        "0, METHOD, 0, not between 1 and 1000",
        "1001, METHOD, 0, not between 1 and 1000",
        "2, SHARED, 0, needs isolation = METHOD",
        "2, CLASS, 0, needs isolation = METHOD",
        "2, METHOD, 1, retries = 1 contradict each other"
    })
    void repeating_needs_one_moment_to_start_from(
            int repeat, ForkdSandbox.Isolation isolation, int retries, @Nullable String expected) {
        SandboxNeeds needs = new SandboxNeeds(
                "",
                0,
                ForkdSandbox.Choice.AS_CONFIGURED,
                ForkdSandbox.Choice.AS_CONFIGURED,
                List.of(),
                List.of(),
                List.of(),
                isolation);
        Optional<String> contradiction = new SandboxPolicy(
                        "it.SomeTest",
                        Requirement.ANY,
                        WhenUnavailable.SKIP,
                        0,
                        retries,
                        repeat,
                        needs,
                        Split.CLASS,
                        MethodTies.NONE)
                .contradiction();

        if (expected == null) {
            assertThat(contradiction).isEmpty();
        } else {
            assertThat(contradiction).hasValueSatisfying(text -> assertThat(text)
                    .contains("it.SomeTest", "repeat = " + repeat, expected, "eave"));
        }
    }

    @Test
    void methods_that_follow_each_other_cannot_be_isolated() {
        SandboxNeeds apart = new SandboxNeeds(
                "",
                0,
                ForkdSandbox.Choice.AS_CONFIGURED,
                ForkdSandbox.Choice.AS_CONFIGURED,
                List.of(),
                List.of(),
                List.of(),
                ForkdSandbox.Isolation.METHOD);

        assertThat(new SandboxPolicy(
                                "it.SomeTest",
                                Requirement.ANY,
                                WhenUnavailable.SKIP,
                                0,
                                0,
                                1,
                                apart,
                                Split.CLASS,
                                ORDERED)
                        .contradiction())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("it.SomeTest", "isolation = METHOD", "@TestMethodOrder", "isolation = CLASS"));
        assertThat(new SandboxPolicy(
                                "it.SomeTest",
                                Requirement.ANY,
                                WhenUnavailable.SKIP,
                                0,
                                0,
                                1,
                                apart,
                                Split.CLASS,
                                MethodTies.NONE)
                        .contradiction())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "'a b', 0, '', no name of a snapshot",
        "'', -5, '', memoryLimitMib = -5",
        "'', 0, WORDS, Write it as NAME=value",
        "'', 0, 1=2, Write it as NAME=value",
        "'', 0, FORKD_WORKER=1, which forkd itself sets",
        "'', 0, SANDBOX_INDEX=7, which forkd itself sets",
        "'', 0, A=1;A=2, sets A twice",
    })
    void needs_that_make_no_sense_are_refused(String snapshot, int limit, String variables, String expected) {
        SandboxNeeds needs = new SandboxNeeds(
                snapshot,
                limit,
                ForkdSandbox.Choice.AS_CONFIGURED,
                ForkdSandbox.Choice.AS_CONFIGURED,
                variables.isEmpty() ? List.of() : List.of(variables.split(";")),
                List.of(),
                List.of(),
                ForkdSandbox.Isolation.SHARED);

        assertThat(new SandboxPolicy(
                                "it.SomeTest",
                                Requirement.ANY,
                                WhenUnavailable.SKIP,
                                0,
                                0,
                                1,
                                needs,
                                Split.CLASS,
                                MethodTies.NONE)
                        .contradiction())
                .hasValueSatisfying(text -> assertThat(text).contains("it.SomeTest", expected));
    }

    @ParameterizedTest
    @CsvSource({"/etc/passwd", "../other", "a/../../b", "!/x", "''", "'a,b'"})
    void files_and_outputs_stay_inside(String path) {
        for (boolean file : List.of(true, false)) {
            SandboxNeeds needs = new SandboxNeeds(
                    "",
                    0,
                    ForkdSandbox.Choice.AS_CONFIGURED,
                    ForkdSandbox.Choice.AS_CONFIGURED,
                    List.of(),
                    file ? List.of(path) : List.of(),
                    file ? List.of() : List.of(path.replace("!", "")),
                    ForkdSandbox.Isolation.SHARED);

            assertThat(new SandboxPolicy(
                                    "it.SomeTest",
                                    Requirement.ANY,
                                    WhenUnavailable.SKIP,
                                    0,
                                    0,
                                    1,
                                    needs,
                                    Split.CLASS,
                                    MethodTies.NONE)
                            .contradiction())
                    .hasValueSatisfying(text -> assertThat(text).contains("it.SomeTest", file ? "files" : "outputs"));
        }
    }

    @Test
    void a_description_of_needs_holds_no_value_of_a_variable() {
        SandboxNeeds needs = new SandboxNeeds(
                "jdk21",
                512,
                ForkdSandbox.Choice.YES,
                ForkdSandbox.Choice.NO,
                List.of("KEY=secret"),
                List.of("testdata"),
                List.of("shots/**"),
                ForkdSandbox.Isolation.CLASS);

        assertThat(needs.description())
                .isEqualTo("snapshot jdk21; at most 512 MiB; a network of its own; not prewarmed; files testdata;"
                        + " outputs shots/**; variables KEY;"
                        + " a fresh one for each class");
        assertThat(SandboxNeeds.NONE.description()).isEmpty();
    }

    @Test
    void the_annotation_is_found_wherever_it_comes_from() {
        assertThat(SandboxPolicy.of(Sub.class)).map(SandboxPolicy::requires).contains(Requirement.MICROVM);
        assertThat(SandboxPolicy.of(Composed.class))
                .map(SandboxPolicy::requires)
                .contains(Requirement.MICROVM);
        assertThat(SandboxPolicy.of(Implementing.class))
                .map(SandboxPolicy::requires)
                .contains(Requirement.MICROVM);
        assertThat(SandboxPolicy.of(String.class)).isEmpty();
    }

    @Test
    void a_limit_is_only_one_when_it_is_given() {
        assertThat(SandboxPolicy.of(Sub.class).orElseThrow().timeout()).contains(Duration.ofSeconds(7));
        assertThat(SandboxPolicy.of(Composed.class).orElseThrow().timeout()).isEmpty();
    }

    private static String kind(Decision decision) {
        return decision.getClass().getSimpleName();
    }

    @ForkdSandbox(requires = Requirement.MICROVM, timeout = 7)
    private static class Base {}

    private static final class Sub extends Base {}

    @Retention(RetentionPolicy.RUNTIME)
    @ForkdSandbox(requires = Requirement.MICROVM)
    private @interface InMicroVm {}

    @InMicroVm
    private static final class Composed {}

    @ForkdSandbox(requires = Requirement.MICROVM)
    private interface Untrusted {}

    private static final class Implementing implements Untrusted {}

    /** As in a project of another engine. */
    @Test
    void what_a_class_says_counts_without_jupiter_on_the_class_path_too() throws Exception {
        URL[] path = {
            SandboxPolicy.class.getProtectionDomain().getCodeSource().getLocation(),
            Elsewhere.class.getProtectionDomain().getCodeSource().getLocation(),
            AnnotationSupport.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader withoutJupiter = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = withoutJupiter.loadClass(Elsewhere.class.getName());
            Object policy = withoutJupiter
                    .loadClass(SandboxPolicy.class.getName())
                    .getMethod("of", Class.class)
                    .invoke(null, type);

            assertThat(policy).asString().contains("requires=MICROVM", "split=METHODS");
        }
    }

    @Test
    void a_class_that_cannot_be_looked_at_is_not_split() throws Exception {
        ClassLoader parent = SandboxPolicyTests.class.getClassLoader();
        URL[] path = {Elsewhere.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader broken = new URLClassLoader(path, parent) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.equals(Missing.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                return name.startsWith(Elsewhere.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }
        }) {
            Optional<SandboxPolicy> policy = SandboxPolicy.of(broken.loadClass(Elsewhere.class.getName()));

            assertThat(policy.flatMap(SandboxPolicy::contradiction)).hasValueSatisfying(text -> assertThat(text)
                    .contains(Elsewhere.class.getName(), "split = METHODS", "cannot be looked at", "Missing"));
        }
    }

    @ForkdSandbox(requires = Requirement.MICROVM, split = Split.METHODS)
    static class Elsewhere {

        static class Inner {}

        Optional<Missing> uses(Missing missing) {
            return Optional.of(missing);
        }
    }

    static class Missing {}
}
