package it.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.modular.Adder;
import org.junit.jupiter.api.Test;

/** In a module of its own. */
class AdderTest {

    @Test
    void adds() {
        assertEquals(2, Adder.add(1, 1));
        System.out.println("adds");
    }

    @Test
    void fails() {
        assertEquals(3, 1);
    }

    @Test
    void saysItsModule() {
        System.out.println("named module: " + AdderTest.class.getModule().isNamed());
    }
}
