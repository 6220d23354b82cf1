package dev.forkd.worker.warm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Exercises what a typical test class uses, to load and compile it. It only runs in a worker that is about to be
 * copied.
 */
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
