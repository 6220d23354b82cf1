package dev.forkd.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.protocol.WorkerEvent.FrameData;
import dev.forkd.worker.protocol.WorkerEvent.ThrowableData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

class ThrowableReviverTests {

    private final ThrowableReviver reviver = new ThrowableReviver(getClass().getClassLoader());

    static Stream<Throwable> originals() {
        return Stream.of(
                new IllegalStateException("message"),
                new IllegalStateException(),
                new NullPointerException("x"),
                new AssertionError("message"),
                new StackOverflowError(),
                new java.util.NoSuchElementException(""),
                new Fixtures.Acting("message"),
                new Fixtures.Odd(5, "odd"),
                new org.opentest4j.TestAbortedException("aborted"),
                new AssertionFailedError("message"));
    }

    @ParameterizedTest
    @MethodSource("originals")
    void the_same_class_message_text_and_stack_come_back(Throwable original) {
        Throwable revived = reviver.revive(data(original));

        assertThat(revived).hasSameClassAs(original).isNotSameAs(original);
        assertThat(revived.getMessage()).isEqualTo(original.getMessage());
        assertThat(revived.toString()).isEqualTo(original.toString());
        assertThat(revived.getStackTrace()).hasSameSizeAs(original.getStackTrace());
    }

    @Test
    void frames_print_as_they_did() {
        FrameData plain = new FrameData(null, null, null, "a.B", "c", "B.java", 7);
        FrameData module =
                new FrameData(null, "java.base", "17.0.1", "java.lang.Integer", "parseInt", "Integer.java", 1);
        FrameData loader = new FrameData("app", null, null, "a.B", "c", null, -2);

        Throwable revived = reviver.revive(new ThrowableData(
                "java.lang.Exception",
                "m",
                "java.lang.Exception: m",
                false,
                List.of(plain, module, loader),
                null,
                List.of(),
                List.of(),
                null,
                null));

        assertThat(revived.getStackTrace())
                .extracting(StackTraceElement::toString)
                .containsExactly(
                        "a.B.c(B.java:7)",
                        "java.base@17.0.1/java.lang.Integer.parseInt(Integer.java:1)",
                        "app//a.B.c(Native Method)");
    }

    @Test
    void causes_and_suppressed_come_back() {
        ThrowableData cause = data("java.io.IOException", "cause", "java.io.IOException: cause", false);
        ThrowableData suppressed = data("java.lang.Error", "s", "java.lang.Error: s", false);

        Throwable revived = reviver.revive(new ThrowableData(
                "java.lang.Exception",
                "m",
                "java.lang.Exception: m",
                false,
                List.of(),
                cause,
                List.of(suppressed),
                List.of(),
                null,
                null));

        assertThat(revived).hasCauseInstanceOf(java.io.IOException.class);
        assertThat(revived.getSuppressed()).singleElement().isInstanceOf(Error.class);
    }

    @Test
    void expected_and_actual_come_back() {
        Throwable revived = reviver.revive(new ThrowableData(
                AssertionFailedError.class.getName(),
                "m",
                AssertionFailedError.class.getName() + ": m",
                true,
                List.of(),
                null,
                List.of(),
                List.of(),
                "a",
                "b"));

        assertThat(revived).isInstanceOfSatisfying(AssertionFailedError.class, error -> {
            assertThat(error.getExpected().getStringRepresentation()).isEqualTo("a");
            assertThat(error.getActual().getStringRepresentation()).isEqualTo("b");
        });
    }

    @Test
    void several_failures_come_back() {
        MultipleFailuresError original =
                new MultipleFailuresError("heading", List.of(new AssertionError("one"), new Exception("two")));
        Throwable revived = reviver.revive(new ThrowableData(
                original.getClass().getName(),
                original.getMessage(),
                original.toString(),
                true,
                List.of(),
                null,
                List.of(),
                original.getFailures().stream().map(ThrowableReviverTests::data).toList(),
                null,
                null));

        assertThat(revived).isInstanceOfSatisfying(MultipleFailuresError.class, error -> assertThat(error.getFailures())
                .hasSize(2));
        assertThat(revived.toString()).isEqualTo(original.toString());
    }

    @Test
    void a_class_that_is_unknown_here_gets_a_stand_in_that_prints_the_same() {
        assertThat(reviver.revive(data("no.Such", "m", "no.Such: m", false)))
                .isExactlyInstanceOf(RemoteFailure.class)
                .hasToString("no.Such: m")
                .hasMessage("m");
        assertThat(reviver.revive(data("no.Such", null, "no.Such", true)))
                .isInstanceOf(AssertionError.class)
                .hasToString("no.Such");
    }

    @Test
    void a_class_that_says_more_than_its_message_gets_a_stand_in() {
        Throwable revived = reviver.revive(data(new Fixtures.Talking(7)));

        assertThat(revived).isInstanceOf(RemoteFailure.class).hasToString("Talking with code 7");
    }

    @Test
    void nothing_of_a_class_that_is_no_throwable_runs() {
        Fixtures.CONSTRUCTED.set(false);
        String name = Fixtures.class.getName() + "$NoThrowable";

        assertThat(reviver.revive(data(name, "m", name + ": m", false))).isInstanceOf(RemoteFailure.class);

        assertThat(Fixtures.INITIALISED).isFalse();
        assertThat(Fixtures.CONSTRUCTED).isFalse();
    }

    @Test
    void no_constructor_of_a_throwable_runs() {
        Fixtures.CONSTRUCTED.set(false);
        String name = Fixtures.Acting.class.getName();

        assertThat(reviver.revive(data(name, "m", name + ": m", false))).isInstanceOf(Fixtures.Acting.class);

        assertThat(Fixtures.CONSTRUCTED).isFalse();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"", " ", "[I", "int", "java/lang/Exception", "java.lang.Throwable[]", "\u0000", "a..b"})
    void nonsense_instead_of_a_class_name_gets_a_stand_in(String name) {
        assertThat(reviver.revive(data(name, "m", "text", false)))
                .isInstanceOf(RemoteFailure.class)
                .hasToString("text");
    }

    private static ThrowableData data(Throwable original) {
        List<FrameData> frames = Stream.of(original.getStackTrace())
                .map(frame -> new FrameData(
                        null,
                        null,
                        null,
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()))
                .toList();
        return new ThrowableData(
                original.getClass().getName(),
                original.getMessage(),
                original.toString(),
                original instanceof AssertionError,
                frames,
                null,
                List.of(),
                List.of(),
                null,
                null);
    }

    private static ThrowableData data(String type, String message, String text, boolean assertion) {
        return new ThrowableData(type, message, text, assertion, List.of(), null, List.of(), List.of(), null, null);
    }
}
