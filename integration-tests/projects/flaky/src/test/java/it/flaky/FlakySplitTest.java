package it.flaky;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Split;
import org.junit.jupiter.api.Test;

@ForkdSandbox(split = Split.METHODS, retries = 1)
class FlakySplitTest {

    @Test
    void passesTheSecondTime() throws Exception {
        assertTrue(Attempts.next("split-method") > 1, "the first time");
    }

    @Test
    void passes() throws Exception {
        Attempts.next("split-other");
    }
}
