package it.torture;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Deeper than anybody writes it, and not so deep that a stack of one MiB is used up, as 300 levels sometimes do. */
class NestsDeeplyTest {

    @TestFactory
    DynamicNode nested() {
        DynamicNode node = DynamicTest.dynamicTest("leaf", () -> {});
        for (int i = 0; i < 130; i++) {
            node = DynamicContainer.dynamicContainer("in " + i, Stream.of(node));
        }
        return node;
    }
}
