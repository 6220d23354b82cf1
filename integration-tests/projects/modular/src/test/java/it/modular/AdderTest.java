package it.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** In the package of the code, so that it is patched into its module. */
class AdderTest {

    @Test
    void adds() {
        assertEquals(2, Adder.add(Adder.one(), Adder.one()));
        System.out.println("adds");
    }

    @Test
    void fails() {
        assertEquals(3, Adder.one());
    }

    @Test
    void saysItsModule() {
        System.out.println("named module: " + AdderTest.class.getModule().isNamed());
    }
}
