package it.torture;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WaitsBeforeAllTest {

    @BeforeAll
    static void waitForEver() throws InterruptedException {
        Object nobody = new Object();
        synchronized (nobody) {
            nobody.wait();
        }
    }

    @Test
    void one() {}

    @Test
    void two() {}
}
