package it.checkpoint;

import static org.junit.jupiter.api.Assertions.fail;

import dev.forkd.junit.ForkdSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Fails with something in a file and in memory, and tears both down. Whoever makes the file ask is told what is in memory. */
@ForkdSandbox
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FrozenTest {

    private static final Path STATE = Path.of("target", "frozen-state");

    private volatile String memory = "before the test";

    @AfterEach
    void tearDown() throws IOException {
        memory = "torn down";
        Files.deleteIfExists(STATE);
        System.out.println("torn down");
    }

    @Test
    @Order(1)
    void leavesSomethingBehind() throws IOException {
        memory = "as the test left it";
        Files.writeString(STATE, "half written");
        Thread telling = new Thread(this::tell, "telling");
        telling.setDaemon(true);
        telling.start();
        fail("in the middle");
    }

    private void tell() {
        try {
            while (!Files.exists(Path.of("target", "ask"))) {
                Thread.sleep(50);
            }
            Files.writeString(Path.of("target", "unfinished"), memory);
            Files.move(Path.of("target", "unfinished"), Path.of("target", "answer"));
        } catch (IOException | InterruptedException e) {
            // Nobody is told.
        }
    }

    @Test
    @Order(2)
    void failsToo() {
        fail("the second one");
    }

    @Test
    @Order(3)
    void passes() {}
}
