package it.flaky;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Split;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of test, in parts; its report is the same wherever they run. */
@ForkdSandbox(split = Split.METHODS)
class SplitTest {

    @AfterEach
    void after() throws Exception {
        Attempts.next("split");
        System.out.println("after each");
    }

    @Test
    void passes() throws Exception {
        Attempts.awaitOther("split");
        System.out.println("passes prints");
    }

    @Test
    void fails() {
        fail("as it should");
    }

    @Test
    @Disabled("not today")
    void skipped() {}

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void texts(String text) {
        assertNotNull(text);
        System.out.println(text);
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return Stream.of("x", "y").map(name -> DynamicTest.dynamicTest(name, () -> {}));
    }

    @Nested
    class Inner {

        @Test
        void first() {
            System.out.println("first inside");
        }

        @Test
        void second() {
            fail("inside");
        }
    }
}
