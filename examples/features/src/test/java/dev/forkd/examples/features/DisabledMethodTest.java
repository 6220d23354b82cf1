package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisabledMethodTest {

    @Test
    void runs() {
        assertEquals("x", Slug.of("X"));
    }

    @Test
    @Disabled
    void withoutReason() {
        fail("must not run");
    }

    @Test
    @Disabled("with a reason")
    void withReason() {
        fail("must not run");
    }

    @Test
    @EnabledIfSystemProperty(named = "examples.no.such.property", matches = "yes")
    void byCondition() {
        fail("must not run");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Disabled("before any invocation")
    void wholeTemplate(int number) {
        fail("must not run");
    }
}
