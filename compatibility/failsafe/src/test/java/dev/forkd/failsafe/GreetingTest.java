package dev.forkd.failsafe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A unit test: Surefire runs it, before there is a jar. */
class GreetingTest {

    @Test
    void greets() {
        assertEquals("good day", Greeting.text());
        System.out.println(Greeting.class.getResource("greeting.txt").getProtocol());
    }
}
