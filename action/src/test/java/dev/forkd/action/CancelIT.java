package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkd.action.emulator.EmulatedStep;
import dev.forkd.action.emulator.RunnerEmulator;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Operation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However and whenever a step is cancelled: no sandbox is left, no process either, and the outputs are set. */
class CancelIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LONG = "echo started; sleep 600";

    @TempDir
    private Path directory;

    private TestController controller;
    private RunnerEmulator runner;

    @BeforeEach
    void start() throws Exception {
        controller = new TestController(directory.resolve("controller"));
        runner = new RunnerEmulator(directory.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        controller.close();
    }

    private EmulatedStep step(String command) {
        return runner.start("main.js", controller.inputs("n", "4", "command", command));
    }

    private void awaitText(EmulatedStep step, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(step.text()).contains(text));
    }

    private int cancel(EmulatedStep step, String when) {
        long start = System.nanoTime();
        int code = step.cancel();
        System.out.printf(
                "cancel battery: %s: the step ended after %d ms, %d sandboxes then%n",
                when, (System.nanoTime() - start) / 1_000_000, controller.sandboxes());
        return code;
    }

    private void nothingIsLeft(EmulatedStep step) {
        assertThat(step.outputs()).containsEntry("any_failed", "true").containsKey("results");
        assertThat(step.file("state")).doesNotContain(TestController.TOKEN);
        assertThat(controller.sandboxes()).isZero();
        await().atMost(PATIENCE).until(() -> runner.orphans().findAny().isEmpty());
        assertThat(step.commandsStopped()).isFalse();
    }

    @Test
    void whileTheCommandsRun() {
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        assertThat(controller.sandboxes()).isEqualTo(4);
        long start = System.nanoTime();
        assertThat(cancel(step, "while commands run")).isEqualTo(130);
        // Not even the runner's second signal was needed.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(controller.sandboxes()).isZero();
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void whileTheSandboxesAreMade() {
        controller.faults().add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Delay(Duration.ofSeconds(3))));
        EmulatedStep step = step(LONG);
        awaitText(step, "4 sandboxes of");
        assertThat(cancel(step, "while the create call takes 3 s")).isEqualTo(130);
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void whileTheAnswerTakesLongerThanTheRunnerWaits() {
        controller.faults().add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Delay(Duration.ofSeconds(13))));
        EmulatedStep step = step(LONG);
        awaitText(step, "4 sandboxes of");
        assertThat(cancel(step, "while the create call takes 13 s, before post"))
                .isEqualTo(137);
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void whileTheSandboxesAreDeleted() {
        controller.faults().add(FaultRule.on(Operation.DELETE_SANDBOX, new Effect.Delay(Duration.ofSeconds(2))));
        EmulatedStep step = step("echo started");
        awaitText(step, "sandbox 3");
        assertThat(cancel(step, "while sandboxes are deleted")).isIn(0, 130);
        assertThat(step.post("post.js")).isZero();
        assertThat(controller.sandboxes()).isZero();
    }

    @Test
    void atBirth() {
        EmulatedStep step = step(LONG);
        assertThat(cancel(step, "at birth")).isIn(130, 137);
        assertThat(step.post("post.js")).isZero();
        assertThat(controller.sandboxes()).isZero();
        await().atMost(PATIENCE).until(() -> runner.orphans().findAny().isEmpty());
    }

    @Test
    void whenTheLauncherIsKilled() {
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        step.kill();
        assertThat(step.await()).isEqualTo(137);
        await().atMost(PATIENCE).until(() -> controller.sandboxes() == 0);
        nothingIsLeft(step);
    }

    @Test
    void whenTheProgramIsKilledPostDeletes() {
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        step.killProgram();
        assertThat(step.await()).isEqualTo(137);
        assertThat(controller.sandboxes()).isEqualTo(4);
        assertThat(step.post("post.js")).isZero();
        assertThat(step.text()).contains("deleted what the main step had left");
        nothingIsLeft(step);
    }

    @Test
    void whenNoSignalArrivesPostStopsMain() {
        // A job container: the client of docker exec gets the signal, and nobody else.
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        assertThat(step.post("post.js")).isZero();
        assertThat(step.await()).isEqualTo(130);
        nothingIsLeft(step);
    }

    @Test
    void onTheEmbeddedController() {
        EmulatedStep step = runner.start("main.js", java.util.Map.of("url", "local", "n", "2", "command", LONG));
        awaitText(step, "started");
        assertThat(step.cancel()).isEqualTo(130);
        assertThat(step.post("post.js")).isZero();
        await().atMost(PATIENCE).until(() -> runner.orphans().findAny().isEmpty());
    }
}
