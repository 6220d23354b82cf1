package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

record RecordTest(TestInfo info) {

    @Test
    void hasAComponent() {
        System.out.println(info.getDisplayName());
    }

    static Stream<Shape> shapes() {
        return Stream.of(new Shape.Circle(2), new Shape.Square(4));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void sealedArguments(Shape shape) {
        assertEquals(4, shape.width());
    }
}
