package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterizedMethodsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void values(int number) {
        assertTrue(number > 0);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({"Hello World,hello-world", "'Ünïcode, & <xml>',-n-code-xml-", "tab\there,tab-here"})
    void csv(String title, String slug) {
        assertEquals(slug, Slug.of(title));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void fromMethod(String name, List<Integer> numbers) {
        assertEquals(name.length(), numbers.size());
    }

    static Stream<Arguments> lists() {
        return Stream.of(Arguments.of("", List.of()), Arguments.of("ab", List.of(1, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void enums(TimeUnit unit) {
        assertFalse(unit.name().isEmpty());
    }

    @ParameterizedTest
    @NullAndEmptySource
    void nothing(String text) {
        assertTrue(text == null || text.isEmpty());
    }

    /** All invocations have one name: a comparison must count them, not collect them. */
    @ParameterizedTest(name = "same name")
    @ValueSource(strings = {"a", "b", "c"})
    void sameName(String letter) {
        assertEquals(1, letter.length());
    }
}
