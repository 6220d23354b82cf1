package it.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes long to set up, and each test spoils what was set up: memory, a file, a thread that lives. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class SpoilingTest {

    private static final List<String> STATE = new ArrayList<>();
    private static final AtomicInteger TICKS = new AtomicInteger();

    @TempDir
    static Path directory;

    @BeforeAll
    static void setUp() throws Exception {
        Thread.sleep(Integer.getInteger("it.set-up-millis", 1000));
        STATE.add("set up");
        Files.writeString(directory.resolve("data"), "set up");
        Thread clock = new Thread(() -> {
            while (true) {
                TICKS.incrementAndGet();
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        clock.setDaemon(true);
        clock.start();
        Log.add("set-up");
        System.out.println("set up once");
    }

    @AfterAll
    static void tearDown() {
        Log.add("tear-down");
    }

    private static void spoil(String by) throws Exception {
        assertEquals(List.of("set up"), STATE);
        assertEquals("set up", Files.readString(directory.resolve("data")));
        int before = TICKS.get();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (TICKS.get() == before && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertTrue(TICKS.get() > before, "the thread of the set-up lives");
        STATE.add(by);
        Files.writeString(directory.resolve("data"), by);
        Log.add(by);
        System.out.println(by + " ran");
    }

    @Test
    void one() throws Exception {
        spoil("one");
    }

    @Test
    void two() throws Exception {
        spoil("two");
    }

    @Test
    void three() throws Exception {
        spoil("three");
    }

    @Test
    void four() throws Exception {
        spoil("four");
    }

    @Test
    void five() throws Exception {
        spoil("five");
    }

    @Test
    void six() throws Exception {
        spoil("six");
    }

    @Test
    void seven() throws Exception {
        spoil("seven");
    }

    @Test
    void eight() throws Exception {
        spoil("eight");
    }
}
