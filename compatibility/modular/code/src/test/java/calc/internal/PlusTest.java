package calc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** In a package that is not exported. */
class PlusTest {

    @Test
    void hasASign() {
        assertEquals("+", Plus.sign());
    }
}
