package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.AfterAll;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class SetUpFailsTest extends SetUpFails {
    @AfterAll
    static void end() {}
}
