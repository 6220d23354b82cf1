package dev.forkd.torture;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "[{index}] {argumentsWithNames}")
@CsvSource({"apple, 1", "'pear <&>', 2"})
record ParameterizedClassesTest(String fruit, int number) {

    @BeforeParameterizedClassInvocation
    static void before(String fruit, int number) {
        System.out.println("before " + fruit);
    }

    @AfterParameterizedClassInvocation
    static void after() {
        System.out.println("after");
    }

    @Test
    void one() {
        System.out.println(fruit + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "y"})
    void both(String letter) {
        System.out.println(letter + fruit);
    }

    @TestFactory
    DynamicTest dynamic() {
        return DynamicTest.dynamicTest("dynamic " + fruit, () -> System.out.println("dynamic"));
    }

    @Nested
    @ParameterizedClass
    @ValueSource(ints = {7, 8})
    class Inner {
        @Parameter
        int inner;

        @Test
        void nested() {
            System.out.println(fruit + inner);
        }
    }
}
