package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Assumptions.assumingThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssumptionTest {

    @Test
    void aborted() {
        assumeTrue(Slug.of("A").isEmpty(), "slugs are never empty");
    }

    @Test
    void abortedWithoutMessage() {
        assumeTrue(false);
    }

    @Test
    void partly() {
        assumingThat(false, () -> assertEquals(1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void someInvocations(int number) {
        assumeTrue(number != 2, "not two");
    }

    @Nested
    class AbortedAsAWhole {

        @BeforeAll
        static void abort() {
            assumeTrue(false, "nothing in here");
        }

        @Test
        void never() {}
    }
}
