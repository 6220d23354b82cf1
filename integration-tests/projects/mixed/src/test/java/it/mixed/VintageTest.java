package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Test;

@ForkdSandbox
public class VintageTest {
    @Test
    public void old() {
        Whereabouts.tell("VintageTest.old");
    }
}
