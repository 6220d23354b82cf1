package it.kinds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A class that runs several times. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
@ParameterizedClass
@ValueSource(strings = {"a", "b"})
class TurnedTest {
    @Parameter
    String text;

    @Test
    void first() {
        Where.mustBeInSandbox();
        assertEquals("a", text);
    }

    @Test
    void second() {
        assertEquals(1, text.length());
    }
}
