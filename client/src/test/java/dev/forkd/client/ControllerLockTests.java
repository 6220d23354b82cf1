package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerLockTests {
    private static final int PROCESSES = 3;
    private static final int ROUNDS = 40;

    @TempDir
    Path state;

    /** Takes the lock again and again and fails when somebody else holds it at the same time. */
    static final class Contender {
        private Contender() {}

        public static void main(String[] args) throws Exception {
            Path state = Path.of(args[0]);
            Path inside = state.resolve("inside");
            for (int i = 0; i < ROUNDS; i++) {
                var lock = new ControllerLock(state, URI.create("http://127.0.0.1:1"), Duration.ofSeconds(60));
                try (ProcessLocks.Held held = lock.acquire(Failure.of("test"))) {
                    java.util.Objects.requireNonNull(held);
                    java.nio.file.Files.createFile(inside);
                    TimeUnit.MILLISECONDS.sleep(2);
                    java.nio.file.Files.delete(inside);
                }
            }
        }
    }

    @Test
    void keeps_processes_apart_and_leaves_no_file() throws Exception {
        List<Process> contenders = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            contenders.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Contender.class.getName(),
                            state.toString())
                    .inheritIO()
                    .start());
        }
        for (Process contender : contenders) {
            assertThat(contender.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(contender.exitValue()).isZero();
        }
        assertThat(state.resolve("locks")).isEmptyDirectory();
    }
}
