package it.ports;

import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class AHoldsTest {

    /** Open as long as the JVM lives, like the server of an application. */
    private static ServerSocket server;

    @Test
    void holdsThePortUntilTheOtherWorkerHasEnded() throws Exception {
        server = new ServerSocket(Signs.port());
        Signs.give("held");
        Signs.await("over");
    }
}
