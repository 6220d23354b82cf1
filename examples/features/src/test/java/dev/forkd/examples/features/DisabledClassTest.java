package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@Disabled("the whole class, and <what> is \"in\" it")
class DisabledClassTest {

    @Test
    void never() {
        fail("must not run");
    }

    @Nested
    class Inside {

        @Test
        void neither() {
            fail("must not run");
        }
    }
}
