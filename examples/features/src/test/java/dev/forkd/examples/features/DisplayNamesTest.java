package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Names: <what> \"people\" & tools see \u2713")
@DisplayNameGeneration(ReplaceUnderscores.class)
class DisplayNamesTest {

    @Test
    void made_from_the_method_name() {
        assertEquals("n", Slug.of("N"));
    }

    @Test
    @DisplayName("given by hand \ud83d\ude80")
    void by_hand() {
        assertEquals("n", Slug.of("N"));
    }

    @Nested
    class When_nested {

        @ParameterizedTest
        @ValueSource(strings = {"line\nbreak", "quote\"", ""})
        void takes_any_text(String text) {
            assertEquals(text, text.toString());
        }
    }
}
