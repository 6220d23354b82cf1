package it.flaky;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Isolation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ForkdSandbox(isolation = Isolation.METHOD, repeat = 4)
class RepeatedTest {

    @BeforeAll
    static void setUp() throws Exception {
        Attempts.next("repeat-set-up");
    }

    @Test
    void failsEverySecondTime() throws Exception {
        assertEquals(1, Attempts.next("repeat") % 2, "every second time");
    }

    @Test
    void passes() throws Exception {
        Attempts.next("repeat-other");
    }
}
