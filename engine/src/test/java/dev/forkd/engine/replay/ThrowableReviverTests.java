package dev.forkd.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.host.HostFrames;
import dev.forkd.worker.ThrowableEncoder;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.ValueData;
import dev.forkd.worker.protocol.ValueData.Kind;
import dev.forkd.worker.protocol.WorkerEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.URISyntaxException;
import java.nio.charset.MalformedInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collections;
import java.util.DuplicateFormatFlagsException;
import java.util.IllegalFormatConversionException;
import java.util.List;
import java.util.MissingFormatArgumentException;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

class ThrowableReviverTests {

    private final ThrowableReviver reviver = new ThrowableReviver(
            getClass().getClassLoader(), new HostFrames(List.of(frame("Finder")), List.of(frame("Runner"))));

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
                1,
                "java.lang.Exception",
                "m",
                "java.lang.Exception: m",
                false,
                List.of(plain, module, loader),
                null,
                List.of(),
                List.of()));

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
                1,
                "java.lang.Exception",
                "m",
                "java.lang.Exception: m",
                false,
                List.of(),
                cause,
                List.of(suppressed),
                List.of()));

        assertThat(revived).hasCauseInstanceOf(java.io.IOException.class);
        assertThat(revived.getSuppressed()).singleElement().isInstanceOf(Error.class);
    }

    @Test
    void expected_and_actual_come_back() {
        Throwable revived = revived(new AssertionFailedError("m", "a", "b"));

        assertThat(revived).isInstanceOfSatisfying(AssertionFailedError.class, error -> {
            assertThat(error.getExpected().getStringRepresentation()).isEqualTo("a");
            assertThat(error.getActual().getStringRepresentation()).isEqualTo("b");
        });
    }

    @Test
    void several_failures_come_back_as_the_suppressed_ones() {
        MultipleFailuresError original =
                new MultipleFailuresError("heading", List.of(new AssertionError("one"), new Exception("two")));
        original.getFailures().forEach(original::addSuppressed);

        assertThat(revived(original))
                .isInstanceOfSatisfying(MultipleFailuresError.class, error -> assertThat(error.getFailures())
                        .containsExactly(error.getSuppressed()));
    }

    @Test
    void a_chain_of_causes_without_end_gets_one() {
        Throwable revived = revived(new Fixtures.SelfCaused("round"));

        assertThat(revived).hasMessage("round");
        assertThat(revived.getClass().getName()).isEqualTo(Fixtures.SelfCaused.class.getName());
        assertThat(Stream.iterate(revived, Objects::nonNull, Throwable::getCause)
                        .limit(100))
                .hasSizeLessThan(10);
    }

    @Test
    void causes_that_are_made_when_they_are_asked_for_end() {
        Throwable revived = revived(new Fixtures.EverDeeper("top"));

        assertThat(revived).hasMessage("top");
        assertThat(revived.getClass().getName()).isEqualTo(Fixtures.EverDeeper.class.getName());
        assertThat(Stream.iterate(revived, Objects::nonNull, Throwable::getCause)
                        .limit(1_000))
                .hasSizeLessThan(100);
    }

    @Test
    void a_class_that_never_says_here_what_it_said_there_gets_a_stand_in() throws InterruptedException {
        ThrowableData said = ThrowableEncoder.encode(new Fixtures.Speechless());
        ThrowableReviver impatient = new ThrowableReviver(
                getClass().getClassLoader(), new HostFrames(List.of(), List.of()), Duration.ofMillis(200));
        Fixtures.Speechless.MAY_SPEAK.acquire();
        try {
            Throwable revived = impatient.revive(said);

            assertThat(revived).hasMessage("said").isNotInstanceOf(Fixtures.Speechless.class);
            assertThat(revived.getClass().getName()).isEqualTo(Fixtures.Speechless.class.getName());
        } finally {
            Fixtures.Speechless.MAY_SPEAK.release();
        }
    }

    @Test
    @Timeout(60)
    void a_class_that_once_took_too_long_holds_up_no_further_test() throws InterruptedException {
        ThrowableData said = ThrowableEncoder.encode(new Exception("around", new Fixtures.Speechless()));
        ThrowableReviver patient = new ThrowableReviver(
                getClass().getClassLoader(), new HostFrames(List.of(), List.of()), Duration.ofSeconds(1));
        Fixtures.Speechless.MAY_SPEAK.acquire();
        try {
            for (int i = 0; i < 200; i++) {
                assertThat(patient.revive(said)).hasMessage("around").hasRootCauseMessage("said");
            }
        } finally {
            Fixtures.Speechless.MAY_SPEAK.release();
        }
        assertThat(patient.revive(said)).isExactlyInstanceOf(Exception.class);
    }

    static Stream<Throwable> originalsMadeOfTheirFields() throws Exception {
        return Stream.of(
                new Fixtures.Talking(7),
                new Fixtures.Located("message", 7),
                new Fixtures.Located(null, 7),
                new Fixtures.OwnCause(new IllegalStateException("own")),
                new Fixtures.Textless(),
                new org.junit.internal.ArrayComparisonFailure("arrays", new AssertionError("inner"), 3),
                new org.junit.ComparisonFailure("message", "one", "other"),
                new org.junit.ComparisonFailure(null, "one", "other"),
                new junit.framework.ComparisonFailure("message", "one", "other"),
                new org.junit.AssumptionViolatedException("assumed"),
                new org.junit.runners.model.MultipleFailureException(
                        List.of(new AssertionError("one"), new IllegalStateException("two"))),
                new org.junit.runners.model.InvalidTestClassError(
                        Fixtures.class, List.of(new Exception("first"), new Exception("second"))),
                new PatternSyntaxException("why", "(", 1),
                new URISyntaxException("input", "why", 3),
                new InvalidPathException("input", "why", 3),
                new NoSuchFileException("file", "other", "why"),
                new MalformedInputException(3),
                new org.xml.sax.SAXParseException("why", "public", "system", 3, 4),
                new DuplicateFormatFlagsException("--"),
                new IllegalFormatConversionException('d', String.class),
                new MissingFormatArgumentException("s"),
                new InvocationTargetException(new IllegalStateException("target"), "message"),
                new InvocationTargetException(new IllegalStateException("target")),
                new UndeclaredThrowableException(new Exception("undeclared")),
                new ExceptionInInitializerError(new IllegalStateException("initialiser")));
    }

    @ParameterizedTest
    @MethodSource("originalsMadeOfTheirFields")
    void a_class_that_says_more_than_its_message_comes_back(Throwable original) {
        Throwable revived = revived(original);

        assertThat(revived).hasSameClassAs(original);
        assertThat(revived.getMessage()).isEqualTo(original.getMessage());
        assertThat(revived.toString()).isEqualTo(original.toString());
        assertThat(printed(revived)).isEqualTo(printed(original));
    }

    @Test
    void a_subclass_of_a_failed_comparison_keeps_its_values() {
        assertThat(revived(new Fixtures.Comparing("m", "a", "b")))
                .isInstanceOfSatisfying(Fixtures.Comparing.class, error -> {
                    assertThat(error.getExpected().getStringRepresentation()).isEqualTo("a");
                    assertThat(error.getActual().getStringRepresentation()).isEqualTo("b");
                });
    }

    @Test
    void fields_of_another_type_and_fields_that_do_not_exist_do_no_harm() {
        String name = Fixtures.Located.class.getName();
        List<FieldData> fields = List.of(
                new FieldData(name, "line", ValueData.of(Kind.STRING, "text")),
                new FieldData(name, "line", ValueData.of(Kind.INT, "no number")),
                new FieldData(name, "no such", ValueData.of(Kind.INT, "7")),
                new FieldData("java.lang.Throwable", "detailMessage", ValueData.of(Kind.STRING, "forged")),
                new FieldData(name, "CONSTANT", ValueData.of(Kind.STRING, "forged")));

        Throwable revived =
                reviver.revive(new ThrowableData(1, name, "m", name, false, List.of(), null, List.of(), fields));

        assertThat(revived).hasMessage("m").hasToString(name);
        assertThat(Fixtures.Located.CONSTANT).isEqualTo("constant");
    }

    @Test
    void a_class_whose_values_are_no_plain_data_gets_a_stand_in_of_its_name() {
        Throwable original = new Fixtures.Unspeakable(new StringBuilder("state"));

        Throwable revived = revived(original);

        assertThat(revived).isNotSameAs(original).isInstanceOf(RemoteFailure.class);
        assertThat(revived.getClass().getName()).isEqualTo(original.getClass().getName());
        assertThat(printed(revived)).isEqualTo(printed(original));
    }

    @Test
    void a_class_that_takes_no_stack_trace_without_its_fields_gets_a_stand_in() {
        Throwable original = new Fixtures.Locked();

        Throwable revived = revived(original);

        assertThat(revived).isInstanceOf(RemoteFailure.class);
        assertThat(revived.getClass().getName()).isEqualTo(original.getClass().getName());
        assertThat(printed(revived)).isEqualTo(printed(original));
    }

    @Test
    @Timeout(20)
    void a_search_for_a_constructor_ends() {
        List<FieldData> fields = Collections.nCopies(
                50, new FieldData("java.util.MissingResourceException", "getKey", ValueData.of(Kind.STRING, "k")));
        ThrowableData one = new ThrowableData(
                1, "java.util.MissingResourceException", "m", "other", false, List.of(), null, List.of(), fields);
        ThrowableData many = new ThrowableData(
                2, "no.Such", "m", "text", false, List.of(), null, Collections.nCopies(500, one), List.of());

        assertThat(reviver.revive(many).getSuppressed()).hasSize(500);
    }

    @Test
    @Timeout(20)
    void a_search_ends_where_the_last_argument_is_missing() {
        String type = "org.xml.sax.SAXParseException";
        List<FieldData> fields =
                Collections.nCopies(50, new FieldData(type, "getPublicId", ValueData.of(Kind.STRING, "p")));
        ThrowableData one = new ThrowableData(1, type, "m", "other", false, List.of(), null, List.of(), fields);
        ThrowableData many = new ThrowableData(
                2, "no.Such", "m", "text", false, List.of(), null, Collections.nCopies(900, one), List.of());

        assertThat(reviver.revive(many).getSuppressed()).hasSize(900);
    }

    @Test
    void a_name_longer_than_any_class_file_holds_gets_a_stand_in() {
        assertThat(reviver.revive(data("a".repeat(100_000), "m", "text", false)))
                .isExactlyInstanceOf(RemoteFailure.class);
    }

    @Test
    void names_without_end_do_not_become_classes_without_end() {
        Throwable last = null;
        for (int i = 0; i < 1_000; i++) {
            last = reviver.revive(data("no.Such" + i, "m", "no.Such" + i + ": m", false));
        }

        assertThat(last).isExactlyInstanceOf(RemoteFailure.class).hasToString("no.Such999: m");
    }

    @Test
    void a_class_that_is_unknown_here_gets_a_stand_in_that_prints_the_same() {
        assertThat(reviver.revive(data("no.Such", "m", "no.Such: m", false)))
                .isInstanceOf(RemoteFailure.class)
                .hasToString("no.Such: m")
                .hasMessage("m")
                .extracting(made -> made.getClass().getName())
                .isEqualTo("no.Such");
        assertThat(reviver.revive(data("no.Such", null, "no.Such", true)))
                .isInstanceOf(AssertionError.class)
                .hasToString("no.Such");
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
            strings = {
                "",
                " ",
                "[I",
                "int",
                "java/lang/Exception",
                "java.lang.Throwable[]",
                "\u0000",
                "a..b",
                "a.",
                "java.lang.NoSuch",
                "a.b\n"
            })
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
                0,
                original.getClass().getName(),
                original.getMessage(),
                original.toString(),
                original instanceof AssertionError,
                frames,
                null,
                List.of(),
                List.of());
    }

    private static ThrowableData data(String type, String message, String text, boolean assertion) {
        return ThrowableData.plain(type, message, text, assertion);
    }

    private static StackTraceElement frame(String type) {
        return new StackTraceElement(type, "main", null, 1);
    }

    /** All the way: taken apart as a worker does, told, and made again. */
    private Throwable revived(Throwable original) {
        String line = new EventEncoder()
                .encode(new EventLine(1, 1, new WorkerEvent.PlanFailed(1, ThrowableEncoder.encode(original))));
        WorkerEvent event = new EventDecoder().decode(line).event();
        return reviver.revive(((WorkerEvent.PlanFailed) event).throwable());
    }

    private static String printed(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
