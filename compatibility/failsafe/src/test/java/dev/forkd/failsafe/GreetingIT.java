package dev.forkd.failsafe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An integration test: Failsafe runs it, with the jar on the class path. */
class GreetingIT {

    @Test
    void greetsFromTheJar() {
        assertEquals("good day", Greeting.text());
        URL resource = Greeting.class.getResource("greeting.txt");
        System.out.println(resource.getProtocol() + " " + resource.getPath().replaceFirst("^.*/target/", "target/"));
    }

    @Test
    void knowsTheAddressOfTheSystem() {
        System.out.println(System.getProperty("failsafe.address"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void invocations(String text) {
        System.err.println(text);
    }

    @Nested
    class Inner {
        @Test
        void nested() {}
    }
}
