package it.torture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ExitsAfterAllTest {

    @AfterAll
    static void exit() {
        System.exit(6);
    }

    @Test
    void one() {}

    @Test
    void two() {}
}
