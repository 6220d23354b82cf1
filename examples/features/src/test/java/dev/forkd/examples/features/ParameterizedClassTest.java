package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"alpha", "beta"})
class ParameterizedClassTest {

    @Parameter
    String word;

    @Test
    void isItsOwnSlug() {
        assertEquals(word, Slug.of(word));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void invocationInInvocation(int index) {
        assertTrue(word.length() > index);
    }
}
