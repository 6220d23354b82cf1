package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** One instance for all methods, each of which needs what the one before it left: never to be torn apart. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PerClassLifecycleTest {

    private final List<String> steps = new ArrayList<>();

    @BeforeAll
    void open() {
        steps.add("open");
    }

    @Test
    @Order(1)
    void write() {
        steps.add("write");
        assertEquals(2, steps.size());
    }

    @Test
    @Order(2)
    void read() {
        steps.add("read");
        assertEquals(3, steps.size());
    }

    @AfterAll
    void close() {
        assertEquals(List.of("open", "write", "read"), steps);
    }
}
