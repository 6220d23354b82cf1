package it.flaky;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD, retries = 1)
class FlakyMethodTest {

    @Test
    void passesTheSecondTime() throws Exception {
        assertTrue(Attempts.next("method") > 1, "the first time");
    }

    @Test
    void passes() throws Exception {
        Attempts.next("other");
    }
}
