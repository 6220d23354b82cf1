package it.flaky;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@ForkdSandbox(split = Split.METHODS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TiedTest {

    @Test
    void one() throws Exception {
        Attempts.next("tied");
    }

    @Test
    void two() throws Exception {
        Attempts.next("tied");
    }
}
