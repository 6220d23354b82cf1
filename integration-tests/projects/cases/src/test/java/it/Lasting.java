package it;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests that last for some time and say how long it was. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class Lasting {
    /** What happens once, before a first test, is no test's time. */
    @Test
    @Order(1)
    void warmsUp() throws InterruptedException {
        last(1);
    }

    @Test
    void short200() throws InterruptedException {
        last(200);
    }

    @Test
    void medium500() throws InterruptedException {
        last(500);
    }

    @Test
    void long1200() throws InterruptedException {
        last(1200);
    }

    private static void last(long millis) throws InterruptedException {
        long start = System.nanoTime();
        Thread.sleep(millis);
        System.out.println("lasted " + (System.nanoTime() - start) / 1_000_000);
    }
}
