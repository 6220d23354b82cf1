package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.IndicativeSentencesGeneration;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    static class Shouting extends DisplayNameGenerator.Standard {
        @Override
        public String generateDisplayNameForMethod(Class<?> type, Method method) {
            return method.getName().toUpperCase(java.util.Locale.ROOT) + "!";
        }
    }

    @Test
    @DisplayName("same")
    void one() {}

    @Test
    @DisplayName("same")
    void two() {}

    @Test
    @DisplayName("<b>\"x\" & 'y' \u0007 \ud83d\ude00 \u202e]]>")
    void markup() {}

    @Test
    void überlänge_日本語() {}

    @Test
    void overloaded() {}

    @ParameterizedTest
    @ValueSource(ints = 1)
    void overloaded(int i) {}

    @RepeatedTest(value = 2, name = "{displayName} :: {currentRepetition}/{totalRepetitions}")
    void repeated() {}

    @ParameterizedTest(name = "{index} -> {0}, {1} [{arguments}] {argumentsWithNames} {displayName}")
    @CsvSource({"a, 1", "'x, y', 2", "'', 3", ", 4"})
    void csv(String text, int number) {}

    static Stream<Arguments> named() {
        return Stream.of(
                Arguments.of(Named.of("a named one", "x".repeat(1000))),
                Arguments.of("y".repeat(1000)),
                Arguments.of("multi\nline\ttext"));
    }

    @ParameterizedTest
    @MethodSource("named")
    void longNames(String text) {
        assertTrue(text.length() > 3);
    }

    @Nested
    @DisplayNameGeneration(Shouting.class)
    class Custom {
        @Test
        void loud() {}
    }

    @Nested
    @IndicativeSentencesGeneration(separator = " => ", generator = DisplayNameGenerator.ReplaceUnderscores.class)
    class A_year {
        @Test
        void is_a_leap_year() {}

        @Nested
        class When_divisible {
            @Test
            void by_four() {}
        }
    }

    @Nested
    @DisplayNameGeneration(DisplayNameGenerator.Simple.class)
    class SimpleNames {
        @Test
        void noParentheses() {}
    }
}
