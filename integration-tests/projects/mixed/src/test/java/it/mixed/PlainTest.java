package it.mixed;

import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void one() {
        Whereabouts.tell("PlainTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("PlainTest.two");
    }
}
