package it;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Executions.class)
class QuickThreeTest {
    @Test
    void first() throws InterruptedException {
        // Long enough for each sandbox to get a class.
        Thread.sleep(300);
    }

    @Test
    void second() {}

    @RepeatedTest(3)
    void repeated() {}

    @TestFactory
    DynamicTest factory() {
        return DynamicTest.dynamicTest("dynamic", () -> {});
    }
}
