package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;

/** Try {@code -Dgroups=fast} or {@code -DexcludedGroups=fast}. */
@Tag("tagged")
@TestMethodOrder(OrderAnnotation.class)
class TaggedInOrderTest {

    private static final List<String> RUN = new ArrayList<>();

    @Test
    @Order(3)
    @Tag("slow")
    void last(TestInfo info) {
        RUN.add(info.getTags().contains("slow") ? "slow" : "?");
    }

    @Test
    @Order(1)
    @Tag("fast")
    void first(TestInfo info) {
        RUN.add(info.getTags().contains("fast") ? "fast" : "?");
    }

    @Test
    @Order(2)
    void second(TestInfo info) {
        RUN.add(info.getTags().size() == 1 ? "class" : "?");
    }

    /** With groups switched off some are missing, but what ran, ran in order. */
    @AfterAll
    static void ranInOrder() {
        List<String> expected = new ArrayList<>(List.of("fast", "class", "slow"));
        expected.retainAll(RUN);
        assertEquals(expected, RUN);
    }
}
