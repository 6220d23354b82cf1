package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkd.action.emulator.EmulatedStep;
import dev.forkd.action.emulator.RunnerEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dcancel.soak=N}: cancels, or kills the launcher, at N random moments of a short run. */
@EnabledIfSystemProperty(named = "cancel.soak", matches = "\\d+")
class CancelSoakIT {
    private static final int MAX_MILLIS = 2500;

    @Test
    void at_any_moment(@TempDir Path directory) throws Exception {
        int rounds = Integer.getInteger("cancel.soak");
        var random = new Random(20);
        int interrupted = 0;
        int ended = 0;
        for (int round = 0; round < rounds; round++) {
            Path own = Files.createDirectories(directory.resolve("round-" + round));
            try (TestController controller = new TestController(own.resolve("controller"));
                    RunnerEmulator runner = new RunnerEmulator(own.resolve("runner"))) {
                EmulatedStep step =
                        runner.start("main.js", controller.inputs("n", "3", "command", "echo started; sleep 0.5"));
                boolean over = step.endsWithin(random.nextInt(MAX_MILLIS));
                if (round % 4 == 3) {
                    step.kill();
                    step.await();
                } else {
                    step.cancel();
                }
                assertThat(step.post("post.js")).isZero();
                assertThat(controller.sandboxes())
                        .as("round " + round + ":\n" + step.text())
                        .isZero();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> runner.orphans().findAny().isEmpty());
                assertThat(controller.sandboxes()).isZero();
                if (over) {
                    ended++;
                } else {
                    interrupted++;
                }
            }
        }
        System.out.printf(
                "cancel soak: %d rounds, %d interrupted at a random moment, %d had ended before, 0 sandboxes left%n",
                rounds, interrupted, ended);
    }
}
