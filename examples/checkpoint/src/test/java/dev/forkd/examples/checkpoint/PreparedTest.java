package dev.forkd.examples.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five seconds of set-up, and eight methods that spoil what it made. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class PreparedTest {

    private static final List<String> STATE = new ArrayList<>();

    @BeforeAll
    static void prepare() throws InterruptedException {
        Thread.sleep(Long.getLong("example.prepare-millis", 5000));
        STATE.add("prepared");
        System.out.println("prepared");
    }

    private static void spoil(String by) {
        assertEquals(List.of("prepared"), STATE);
        STATE.add(by);
        System.out.println(by + " found it as it was prepared");
    }

    @Test
    void one() {
        spoil("one");
    }

    @Test
    void two() {
        spoil("two");
    }

    @Test
    void three() {
        spoil("three");
    }

    @Test
    void four() {
        spoil("four");
    }

    @Test
    void five() {
        spoil("five");
    }

    @Test
    void six() {
        spoil("six");
    }

    @Test
    void seven() {
        spoil("seven");
    }

    @Test
    void eight() {
        spoil("eight");
    }
}
