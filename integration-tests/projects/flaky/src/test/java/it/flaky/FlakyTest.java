package it.flaky;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(retries = 2)
class FlakyTest {

    @Test
    void passesTheSecondTime() throws Exception {
        assertTrue(Attempts.next("flaky") > 1, "the first time");
    }

    @Test
    void passes() throws Exception {
        Attempts.next("beside");
    }
}
