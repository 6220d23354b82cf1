package app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CounterTest {

    @Inject
    Counter counter;

    @Test
    void counts() {
        int first = counter.count();
        assertTrue(counter.count() > first);
    }
}
