package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
@Disabled("not now")
class DisabledTest {
    @Test
    void first() {}

    @Test
    void second() {}
}
