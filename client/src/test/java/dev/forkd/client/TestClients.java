package dev.forkd.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Clients with short pauses. */
final class TestClients {
    private TestClients() {}

    static ForkdClient of(TestController controller) {
        return of(controller.uri(), controller.root().resolve("state"), controller.token());
    }

    static ForkdClient of(URI uri, Path state, Token token) {
        return of(uri, state, token, timeouts());
    }

    static ForkdClient of(URI uri, Path state, Token token, Timeouts timeouts) {
        return builder(uri, state).timeouts(timeouts).token(token).build();
    }

    static ForkdClientBuilder builder(TestController controller) {
        return builder(controller.uri(), controller.root().resolve("state")).token(controller.token());
    }

    /** By processes only, so that faults hit what a test means. */
    static ForkdClientBuilder builder(URI uri, Path state) {
        return new ForkdClientBuilder(ControllerUri.normalised(uri))
                .timeouts(timeouts())
                .stateDirectory(state)
                .evaluates(false)
                .patience(Duration.ofSeconds(3));
    }

    static Timeouts timeouts() {
        return timeouts(Duration.ofSeconds(30));
    }

    /** Waits only briefly for the controller's lock. */
    static Timeouts impatient() {
        return timeouts(Duration.ofMillis(200));
    }

    /** Without any pause between tries. */
    static Timeouts hurried() {
        return timeouts(Duration.ofSeconds(30), Duration.ZERO);
    }

    /** With pings that are over soon. */
    static Timeouts shortPings() {
        return timeouts(Duration.ofSeconds(30), Duration.ofMillis(10), Duration.ofMillis(50));
    }

    private static Timeouts timeouts(Duration lock) {
        return timeouts(lock, Duration.ofMillis(10));
    }

    private static Timeouts timeouts(Duration lock, Duration pause) {
        return timeouts(lock, pause, Duration.ofSeconds(2));
    }

    private static Timeouts timeouts(Duration lock, Duration pause, Duration ping) {
        return new Timeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                ping,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                pause,
                pause,
                lock,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
    }
}
