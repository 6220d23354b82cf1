package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.converter.SimpleArgumentConverter;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {

    static class Mine implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
            return Stream.of(Arguments.of("p", 1), Arguments.of("q", 2));
        }
    }

    static class Hex extends SimpleArgumentConverter {
        @Override
        protected Object convert(Object source, Class<?> target) {
            return Integer.parseInt((String) source, 16);
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\t"})
    void nullAndEmpty(String text) {
        System.out.println(text == null ? "null" : "length " + text.length());
    }

    @ParameterizedTest
    @EmptySource
    void emptyArray(int[] numbers) {
        assertEquals(0, numbers.length);
    }

    @ParameterizedTest
    @EnumSource(value = DayOfWeek.class, mode = EnumSource.Mode.EXCLUDE, names = {"SATURDAY", "SUNDAY"})
    void enums(DayOfWeek day) {
        assertNotNull(day);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/data/words.csv", useHeadersInDisplayName = true)
    void csvFile(String word, int length) {
        assertEquals(length, word.length());
    }

    @ParameterizedTest
    @ArgumentsSource(Mine.class)
    void ownProvider(ArgumentsAccessor accessor, TestInfo info) {
        System.out.println(info.getDisplayName() + " " + accessor.getString(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "10"})
    void converted(@ConvertWith(Hex.class) int number) {
        System.out.println(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29"})
    void implicitly(LocalDate date) {
        assertEquals(29, date.getDayOfMonth());
    }

    Stream<Arguments> mixed() {
        return Stream.of(
                Arguments.of(new int[] {1, 2}, null, 'c', 1.5f, String.class),
                Arguments.of(new int[0], "text", '\u0000', Float.NaN, int[][].class));
    }

    @ParameterizedTest
    @MethodSource("mixed")
    void types(int[] array, String text, char character, float number, Class<?> type) {
        assertNotNull(type);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void twelve(int number) {
        assertEquals(number, number);
    }
}
