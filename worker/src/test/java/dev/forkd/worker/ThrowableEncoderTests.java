package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.ValueData;
import dev.forkd.worker.protocol.ValueData.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

@Timeout(20)
class ThrowableEncoderTests {

    @Test
    void a_plain_throwable_is_taken_apart() {
        Throwable throwable = new IllegalStateException("message", new java.io.IOException("cause"));
        throwable.addSuppressed(new Error("suppressed"));

        ThrowableData data = ThrowableEncoder.encode(throwable);

        assertThat(data.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(data.message()).isEqualTo("message");
        assertThat(data.text()).isEqualTo("java.lang.IllegalStateException: message");
        assertThat(data.assertion()).isFalse();
        assertThat(data.cause().type()).isEqualTo("java.io.IOException");
        assertThat(data.suppressed()).extracting(ThrowableData::message).containsExactly("suppressed");
        assertThat(data.fields()).isEmpty();
        assertThat(data.frames()).hasSize(throwable.getStackTrace().length);
    }

    @Test
    void frames_show_loader_and_module_only_where_the_jvm_shows_them() {
        ThrowableData data = ThrowableEncoder.encode(
                Assertions.assertThrows(NumberFormatException.class, () -> Integer.parseInt("x")));

        assertThat(data.frames()).anySatisfy(frame -> {
            assertThat(frame.type()).isEqualTo("java.lang.Integer");
            assertThat(frame.module()).isEqualTo("java.base");
            assertThat(frame.loader()).isNull();
            assertThat(frame.method()).isEqualTo("parseInt");
        });
        assertThat(data.frames())
                .filteredOn(frame -> frame.type().equals(ThrowableEncoderTests.class.getName()))
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(frame.module()).isNull());
    }

    @Test
    void throwables_whose_own_methods_throw_are_still_told() {
        ThrowableData data = ThrowableEncoder.encode(new Hostile());

        assertThat(data.type()).isEqualTo(Hostile.class.getName());
        assertThat(data.message()).contains("getMessage() itself threw").contains("UnsupportedOperationException");
        assertThat(data.text()).isEqualTo(Hostile.class.getName());
        assertThat(data.cause()).isNull();
        assertThat(data.frames()).isEmpty();
    }

    @Test
    void a_cycle_is_shown_as_the_jvm_prints_it() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        ThrowableData data = ThrowableEncoder.encode(first);

        assertThat(data.cause().message()).isEqualTo("second");
        assertThat(data.cause().cause().text()).isEqualTo("[CIRCULAR REFERENCE: java.lang.Exception: first]");
        assertThat(data.cause().cause().cause()).isNull();
    }

    @Test
    void a_tangle_of_throwables_is_bounded() {
        List<Exception> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Exception next = new Exception("e" + i);
            all.forEach(next::addSuppressed);
            all.forEach(next::addSuppressed);
            all.add(next);
        }
        for (Exception early : all) {
            all.stream().filter(late -> late != early).forEach(early::addSuppressed);
        }

        assertThat(count(ThrowableEncoder.encode(all.get(39)))).isLessThanOrEqualTo(1_100);
    }

    @Test
    void deep_causes_are_cut() {
        Throwable deep = new Exception("innermost");
        for (int i = 0; i < 10_000; i++) {
            deep = new Exception("e" + i, deep);
        }

        assertThat(count(ThrowableEncoder.encode(deep))).isBetween(60, 70);
    }

    @Test
    void several_failures_are_told_once_and_named_in_both_places() {
        MultipleFailuresError error = Assertions.assertThrows(
                MultipleFailuresError.class,
                () -> Assertions.assertAll(
                        "heading", () -> Assertions.assertEquals(1, 2), () -> Assertions.fail("second")));

        ThrowableData data = ThrowableEncoder.encode(error);

        assertThat(data.assertion()).isTrue();
        assertThat(data.suppressed()).hasSize(2).noneMatch(failure -> failure.text()
                .contains("CIRCULAR"));
        assertThat(field(data, "heading").text()).isEqualTo("heading");
        assertThat(field(data, "failures").values())
                .extracting(ValueData::kind, ValueData::text)
                .containsExactly(
                        tuple(Kind.SAME, "" + data.suppressed().get(0).number()),
                        tuple(Kind.SAME, "" + data.suppressed().get(1).number()));
    }

    @Test
    void expected_and_actual_are_told_only_where_they_are_defined() {
        ThrowableData both = ThrowableEncoder.encode(new AssertionFailedError("m", "a", null));
        assertThat(field(both, "expected")).isEqualTo(ValueData.of(Kind.COMPARED, "a"));
        assertThat(field(both, "actual")).isEqualTo(ValueData.of(Kind.COMPARED, "null"));

        assertThat(ThrowableEncoder.encode(new AssertionFailedError("m")).fields())
                .isEmpty();
    }

    @Test
    void fields_of_a_class_and_its_parents_are_told_where_they_are_plain_data() {
        ThrowableData data = ThrowableEncoder.encode(new Holding());

        assertThat(data.fields())
                .extracting(FieldData::name)
                .containsExactlyInAnyOrder("text", "number", "sign", "type", "numbers", "held", "inherited");
        assertThat(field(data, "number")).isEqualTo(ValueData.of(Kind.LONG, "7"));
        assertThat(field(data, "type")).isEqualTo(ValueData.of(Kind.CLASS, "java.lang.String"));
        assertThat(field(data, "numbers").values())
                .containsExactly(ValueData.of(Kind.INT, "1"), ValueData.of(Kind.NULL, null));
        assertThat(field(data, "held").throwable().message()).isEqualTo("held");
    }

    @Test
    void properties_are_told_of_the_jdks_classes() {
        ThrowableData data = ThrowableEncoder.encode(new PatternSyntaxException("why", "(", 1));

        assertThat(field(data, "getDescription").text()).isEqualTo("why");
        assertThat(field(data, "getIndex")).isEqualTo(ValueData.of(Kind.INT, "1"));
    }

    @Test
    void throwables_that_hold_each_other_are_told_once_each() {
        Node first = new Node(null);
        Node second = new Node(first);
        first.other = second;

        ThrowableData data = ThrowableEncoder.encode(first);

        assertThat(field(field(data, "other").throwable(), "other"))
                .isEqualTo(ValueData.of(Kind.SAME, "" + data.number()));
    }

    @Test
    void each_throwable_has_one_number_of_its_own() {
        Exception shared = new Exception("shared");
        HoldingTwo holding = new HoldingTwo(shared, new Exception("held", shared), new Exception("other"));
        Map<Integer, String> messages = new HashMap<>();

        ThrowableData data = ThrowableEncoder.encode(holding);

        List<ThrowableData> all = new ArrayList<>(List.of(data, Objects.requireNonNull(data.cause())));
        data.fields().forEach(field -> {
            ThrowableData held = Objects.requireNonNull(field.value().throwable());
            all.add(held);
            if (held.cause() != null) {
                all.add(held.cause());
            }
        });
        assertThat(all).hasSize(5);
        all.forEach(each -> assertThat(
                        messages.merge(each.number(), String.valueOf(each.message()), (first, second) -> first))
                .isEqualTo(String.valueOf(each.message())));
        assertThat(messages).hasSize(4);
    }

    @SuppressWarnings({"serial", "unused"})
    private static final class HoldingTwo extends Exception {
        private final Exception held;
        private final Exception other;

        HoldingTwo(Exception cause, Exception held, Exception other) {
            super("holding", cause);
            this.held = held;
            this.other = other;
        }
    }

    @Test
    void very_long_texts_are_cut_and_still_fit_each_other() {
        ThrowableData data = ThrowableEncoder.encode(new IllegalStateException("x".repeat(30_000_000)));

        assertThat(data.message()).hasSizeLessThan(1_000_100).endsWith("... (cut by forkd)");
        assertThat(data.text()).isEqualTo("java.lang.IllegalStateException: " + data.message());
    }

    private static int count(ThrowableData data) {
        int count = 1;
        for (ThrowableData child : data.suppressed()) {
            count += count(child);
        }
        return data.cause() == null ? count : count + count(data.cause());
    }

    @Test
    void values_are_bounded_in_all() {
        MultipleFailuresError error = new MultipleFailuresError(
                "many", Stream.<Throwable>generate(Listing::new).limit(100).toList());

        long values = ThrowableEncoder.encode(error).fields().stream()
                .flatMap(field -> field.value().values().stream())
                .mapToLong(value -> value.throwable().fields().stream()
                        .mapToLong(field -> field.value().values().size())
                        .sum())
                .sum();

        assertThat(values).isBetween(1_000L, 20_000L);
    }

    private static ValueData field(ThrowableData data, String name) {
        return data.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(FieldData::value)
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unused")
    private static class Parent extends RuntimeException {

        final boolean inherited = true;
    }

    @SuppressWarnings("unused")
    private static final class Holding extends Parent {

        static final String NOT_OF_THE_OBJECT = "static";

        private final String text = "text";
        private final long number = 7;
        private final Character sign = 'x';
        private final Class<?> type = String.class;
        private final List<Integer> numbers = Arrays.asList(1, null);
        private final Throwable held = new Exception("held");
        private final Object nothing = null;
        private final Object noPlainData = new Object();
        private final List<Object> mixed = List.of(1, new Object());
    }

    @SuppressWarnings("unused")
    private static final class Listing extends Exception {

        private final List<Integer> numbers = Collections.nCopies(1_000, 7);
    }

    @SuppressWarnings("unused")
    private static final class Node extends Exception {

        private Node other;

        Node(Node other) {
            this.other = other;
        }
    }

    @SuppressWarnings("OverrideThrowableToString")
    private static final class Hostile extends AssertionFailedError {

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("message");
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("text");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return null;
        }

        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("cause");
        }

        @Override
        public boolean isExpectedDefined() {
            throw new UnsupportedOperationException("expected");
        }
    }
}
