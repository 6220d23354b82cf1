package dev.forkd.action.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLocatorTests {
    @TempDir
    private Path workspace;

    private void file(String name) throws Exception {
        Files.createDirectories(workspace.resolve(name).getParent());
        Files.writeString(workspace.resolve(name), "");
    }

    private Optional<SourceLocator.Place> place(String className, String details) {
        return new SourceLocator(workspace)
                .of(new TestCase(className, "t", "", 0, 1, TestCase.Outcome.FAILED, "m", details));
    }

    @Test
    void a_java_trace_names_the_first_source_of_the_workspace() throws Exception {
        file("core/src/test/java/com/acme/FooTest.java");
        file("core/src/main/java/com/acme/Foo.java");
        file("other/src/test/java/com/other/FooTest.java");
        String trace =
                """
                org.opentest4j.AssertionFailedError: expected: <1> but was: <2>
                \tat org.junit.jupiter.api.AssertionUtils.fail(AssertionUtils.java:55)
                \tat app//com.acme.FooTest$Inner.lambda$works$0(FooTest.java:31)
                \tat com.acme.Foo.run(Foo.java:7)
                """;
        assertThat(place("com.acme.FooTest$Inner", trace))
                .contains(new SourceLocator.Place("core/src/test/java/com/acme/FooTest.java", 31));
    }

    @Test
    void without_a_trace_the_class_is_named() throws Exception {
        file("src/test/java/com/acme/FooTest.java");
        assertThat(place("com.acme.FooTest", ""))
                .contains(new SourceLocator.Place("src/test/java/com/acme/FooTest.java", 0));
    }

    @Test
    void what_two_files_fit_is_not_guessed() throws Exception {
        file("a/src/com/acme/FooTest.java");
        file("b/src/com/acme/FooTest.java");
        assertThat(place("com.acme.FooTest", "at com.acme.FooTest.works(FooTest.java:3)"))
                .isEmpty();
    }

    /** A sandbox writes the report, so its text must not decide how long the search takes or how deep it goes. */
    @ParameterizedTest
    @ValueSource(strings = {"a/", "a.", "a", "at ", "a.a:1 "})
    void any_text_is_searched_quickly(String part) {
        String long32000 = "at " + part.repeat(31_900 / part.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(place("", long32000)).isEmpty());
    }
}
