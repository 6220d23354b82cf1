package it.flaky;

import static org.junit.jupiter.api.Assertions.fail;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(retries = 1)
class AlwaysFailsTest {

    @Test
    void failsEachTime() throws Exception {
        fail("time " + Attempts.next("always"));
    }
}
