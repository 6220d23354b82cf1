package it.torture;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NestsDeeplyTest {

    @TestFactory
    DynamicNode nested() {
        DynamicNode node = DynamicTest.dynamicTest("leaf", () -> {});
        for (int i = 0; i < 300; i++) {
            node = DynamicContainer.dynamicContainer("in " + i, Stream.of(node));
        }
        return node;
    }
}
