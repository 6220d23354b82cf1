package dev.forkd.examples.flaky;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Depends on luck. Ten runs from the same moment show how much. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD, repeat = 10)
class RepeatedTest {

    private static final List<String> PREPARED = new ArrayList<>();

    @BeforeAll
    static void prepare() {
        PREPARED.add("once");
    }

    @Test
    void dependsOnLuck() {
        assertTrue(ThreadLocalRandom.current().nextInt(3) > 0, "no luck");
    }
}
