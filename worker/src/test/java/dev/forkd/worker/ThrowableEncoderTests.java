package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.protocol.WorkerEvent.ThrowableData;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(data.expected()).isNull();
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
    void several_failures_are_told_as_such_and_as_suppressed() {
        MultipleFailuresError error = Assertions.assertThrows(
                MultipleFailuresError.class,
                () -> Assertions.assertAll(
                        "heading", () -> Assertions.assertEquals(1, 2), () -> Assertions.fail("second")));

        ThrowableData data = ThrowableEncoder.encode(error);

        assertThat(data.assertion()).isTrue();
        assertThat(data.failures()).hasSize(2);
        assertThat(data.failures()).noneMatch(failure -> failure.text().contains("CIRCULAR"));
        assertThat(data.failures().get(0).expected()).isEqualTo("1");
        assertThat(data.suppressed()).hasSize(2);
        assertThat(data.suppressed()).noneMatch(failure -> failure.text().contains("CIRCULAR"));
    }

    @Test
    void expected_and_actual_are_told_only_where_they_are_defined() {
        ThrowableData both = ThrowableEncoder.encode(new AssertionFailedError("m", "a", null));
        assertThat(both.expected()).isEqualTo("a");
        assertThat(both.actual()).isEqualTo("null");

        ThrowableData none = ThrowableEncoder.encode(new AssertionFailedError("m"));
        assertThat(none.expected()).isNull();
        assertThat(none.actual()).isNull();
    }

    @Test
    void a_comparison_of_junit_4_is_recognised_by_its_name() {
        ThrowableData data = ThrowableEncoder.encode(new ComparisonFailure());

        assertThat(data.expected()).isEqualTo("left");
        assertThat(data.actual()).isEqualTo("right");
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
        for (ThrowableData child : data.failures()) {
            count += count(child);
        }
        return data.cause() == null ? count : count + count(data.cause());
    }

    /** Only its name is the real one's. */
    public static final class ComparisonFailure extends AssertionError {

        public String getExpected() {
            return "left";
        }

        public String getActual() {
            return "right";
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
