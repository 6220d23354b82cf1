package it.ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class BTakesTest {

    @Test
    void takesThePort() throws Exception {
        Signs.await("held");
        Signs.give("tried");
        try (ServerSocket server = new ServerSocket(Signs.port())) {
            Signs.give("taken");
        } catch (BindException e) {
            // The worker ends when its host has heard everything and has nothing else for it.
            Runtime.getRuntime().addShutdownHook(new Thread(BTakesTest::over));
            throw new IllegalStateException("Port " + Signs.port() + " is already in use", e);
        }
    }

    @Test
    void passes() {}

    private static void over() {
        try {
            Signs.give("over");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
