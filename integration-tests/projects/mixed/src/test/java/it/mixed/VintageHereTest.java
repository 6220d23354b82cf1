package it.mixed;

import org.junit.Test;

public class VintageHereTest {
    @Test
    public void old() {
        Whereabouts.tell("VintageHereTest.old");
    }
}
