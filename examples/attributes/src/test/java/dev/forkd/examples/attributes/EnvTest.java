package dev.forkd.examples.attributes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

/** Its tests have two more variables, and their sandbox is shared with classes that ask for the same. */
@ForkdSandbox(env = {"GREETING=hello", "TZ=Asia/Tokyo"})
class EnvTest {

    @Test
    void hasItsVariables() {
        System.out.println("GREETING is " + System.getenv("GREETING") + ", TZ is " + System.getenv("TZ"));
        assertEquals("hello", System.getenv("GREETING"));
    }
}
