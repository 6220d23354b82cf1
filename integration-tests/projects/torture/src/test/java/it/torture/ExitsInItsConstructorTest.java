package it.torture;

import org.junit.jupiter.api.Test;

class ExitsInItsConstructorTest {

    ExitsInItsConstructorTest() {
        System.exit(4);
    }

    @Test
    void one() {}

    @Test
    void two() {}
}
