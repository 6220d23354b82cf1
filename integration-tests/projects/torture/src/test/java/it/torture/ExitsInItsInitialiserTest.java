package it.torture;

import org.junit.jupiter.api.Test;

class ExitsInItsInitialiserTest {

    static {
        if (System.getProperty("os.name") != null) { // The compiler must not see that this never ends normally.
            System.exit(5);
        }
    }

    @Test
    void one() {}

    @Test
    void two() {}
}
