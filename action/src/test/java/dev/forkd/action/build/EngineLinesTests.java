package dev.forkd.action.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EngineLinesTests {
    private final EngineLines lines = new EngineLines();

    @Test
    void what_was_run_is_kept_and_how_far_it_was_is_not() {
        print(
                """
                [INFO] forkd: running 12 test classes in 4 sandboxes
                [INFO] forkd: 6 of 12 test classes, 31 tests, 0 failed
                [INFO] forkd: 12 test classes, 60 tests in 4 sandboxes; 9.1 s
                """);

        assertThat(lines.lines())
                .containsExactly(
                        "running 12 test classes in 4 sandboxes", "12 test classes, 60 tests in 4 sandboxes; 9.1 s");
    }

    @Test
    void an_engine_that_does_nothing_is_not_taken_for_one_that_ran() {
        print("[INFO] forkd: no class here has @ForkdSandbox, so all tests run in this JVM.\n");

        assertThat(lines.seen()).isFalse();
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        lines.accept(bytes, bytes.length);
    }
}
