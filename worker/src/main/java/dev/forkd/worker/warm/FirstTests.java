package dev.forkd.worker.warm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Touches what a first test class touches. Run in a worker that is about to be copied, and nowhere else. */
final class FirstTests {

    @BeforeAll
    static void beforeAll() {
        Assertions.assertTrue(true);
    }

    @BeforeEach
    void beforeEach() {
        Assertions.assertNotNull(this);
    }

    @AfterEach
    void afterEach() {
        Assertions.assertNotNull(this);
    }

    @Test
    void passes() {
        Assertions.assertEquals(1, 1);
        Assertions.assertThrows(IllegalStateException.class, () -> {
            throw new IllegalStateException();
        });
    }
}
