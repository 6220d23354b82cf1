package it.kinds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that are more than one test. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class InvokedTest {
    @RepeatedTest(2)
    void again(RepetitionInfo repetition, SandboxContext sandbox) {
        Where.mustBeInSandbox();
        assertEquals(2, repetition.getTotalRepetitions());
    }

    @ParameterizedTest
    @CsvSource({"a, 1", "b, 2"})
    void row(String text, int number) {
        assertEquals(1, number, text);
    }

    @TestFactory
    Stream<DynamicTest> made(SandboxContext sandbox) {
        return Stream.of("x", "y").map(name -> dynamicTest(name, Where::mustBeInSandbox));
    }

    @Disabled("not now")
    @RepeatedTest(2)
    void never() {}
}
