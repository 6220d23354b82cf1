package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkd.action.emulator.EmulatedStep;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** However and whenever a step is cancelled: no sandbox is left, no process either, and the outputs are set. */
class CancelIT extends StepFixture {
    private static final String LONG = "echo started; sleep 600";

    private EmulatedStep step(String command) {
        return run("n", "4", "command", command);
    }

    private int cancel(EmulatedStep step, String when) {
        return measured(step::cancel, when);
    }

    private int measured(IntSupplier end, String when) {
        long start = System.nanoTime();
        int code = end.getAsInt();
        System.out.printf(
                "cancel battery: %s: the step ended after %d ms, %d sandboxes then%n",
                when, (System.nanoTime() - start) / 1_000_000, controller.sandboxes());
        return code;
    }

    private void delay(Operation operation, int seconds) {
        controller.faults().add(FaultRule.on(operation, new Effect.Delay(Duration.ofSeconds(seconds))));
    }

    private EmulatedStep stepThatCreatesFor(int seconds) {
        delay(Operation.CREATE_SANDBOXES, seconds);
        EmulatedStep step = step(LONG);
        awaitLease(step, "spawn"); // It is written before the call is made.
        return step;
    }

    private static void awaitLease(EmulatedStep step, String kind) {
        await().atMost(PATIENCE).until(() -> {
            for (Path lease : LeaseFiles.in(step.directory())) {
                if (Files.readString(lease).contains('"' + kind + '"')) {
                    return true;
                }
            }
            return false;
        });
    }

    private void nothingIsLeft(EmulatedStep step) {
        assertThat(step.outputs()).containsEntry("any_failed", "true").containsKey("results");
        assertThat(step.file("state")).doesNotContain(TestController.TOKEN);
        assertThat(controller.sandboxes()).isZero();
        awaitNoProcess();
        assertThat(step.commandsStopped()).isFalse();
    }

    @Test
    void while_the_commands_run() {
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        assertThat(controller.sandboxes()).isEqualTo(4);
        long start = System.nanoTime();
        assertThat(cancel(step, "while commands run")).isEqualTo(130);
        // Not even the runner's second signal was needed.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(controller.sandboxes()).isZero();
        assertThat(step.text())
                .contains("cancelled: ", "0 of 4 sandboxes had ended")
                .doesNotContain("lost");
        assertThat(step.summary())
                .contains("cancelled when 0 of 4 sandboxes had ended")
                .doesNotContain("lost", "failed", "interrupt");
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void while_the_sandboxes_are_made() {
        EmulatedStep step = stepThatCreatesFor(3);
        assertThat(cancel(step, "while the create call takes 3 s")).isEqualTo(130);
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void while_the_answer_takes_longer_than_the_runner_waits() {
        EmulatedStep step = stepThatCreatesFor(13);
        assertThat(cancel(step, "while the create call takes 13 s, before post"))
                .isEqualTo(137);
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void while_the_sandboxes_are_deleted() {
        delay(Operation.DELETE_SANDBOX, 2);
        EmulatedStep step = step("echo started");
        awaitText(step, "sandbox 3");
        assertThat(cancel(step, "while sandboxes are deleted")).isIn(0, 130);
        assertThat(step.post("post.js")).isZero();
        assertThat(controller.sandboxes()).isZero();
    }

    @Test
    void while_a_sandbox_does_not_answer_its_first_ping() {
        controller.faults().add(FaultRule.on(Operation.PING, new Effect.Delay(Duration.ofSeconds(20))));
        EmulatedStep step = step(LONG);
        await().atMost(PATIENCE).until(() -> controller.sandboxes() == 4);
        long start = System.nanoTime();
        assertThat(cancel(step, "while the sandboxes are silent")).isEqualTo(130);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
        assertThat(controller.sandboxes()).isZero();
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void when_the_steps_time_is_up() {
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        assertThat(measured(() -> step.timeOutAfter(Duration.ofSeconds(1)), "step timeout 1 s after the start"))
                .isEqualTo(130);
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void when_the_steps_time_is_up_while_the_sandboxes_are_made() {
        EmulatedStep step = stepThatCreatesFor(20);
        assertThat(measured(() -> step.timeOutAfter(Duration.ofSeconds(1)), "step timeout 1 s into a spawn of 20 s"))
                .isEqualTo(137);
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void during_an_upload() throws Exception {
        Files.writeString(runner.workspace().resolve("a.txt"), "a");
        assertThat(new ProcessBuilder("git", "init", "-q")
                        .directory(runner.workspace().toFile())
                        .start()
                        .waitFor())
                .isZero();
        EmulatedStep step = runner.start("upload.js", controller.inputs("command", LONG));
        awaitText(step, "started");
        assertThat(cancel(step, "while upload prepares its sandbox")).isEqualTo(130);
        assertThat(step.text()).contains("forkd: cancelled: ");
        assertThat(controller.sandboxes()).isZero();
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
        assertThat(controller.tags()).containsExactly("local");
    }

    private EmulatedStep slowDownload() {
        EmulatedStep kept = run("command", "echo a > /tmp/a.txt", "cleanup", "false");
        assertThat(kept.await()).isZero();
        delay(Operation.EXEC, 20);
        EmulatedStep step = runner.start(
                "download.js", controller.inputs("sandbox_ids", kept.outputs().get("results"), "path", "/tmp/a.txt"));
        awaitLease(step, "sandbox");
        return step;
    }

    @Test
    void during_a_download() {
        EmulatedStep step = slowDownload();
        // The sandbox is deleted at once; the program itself waits for the answer to a call that is delayed here.
        assertThat(cancel(step, "during a download")).isIn(130, 137);
        assertThat(controller.sandboxes()).isZero();
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void when_the_program_is_killed_during_a_download_post_deletes() {
        EmulatedStep step = slowDownload();
        step.killProgram();
        step.await();
        assertThat(step.post("post.js")).isZero();
        nothingIsLeft(step);
    }

    @Test
    void at_birth() {
        EmulatedStep step = step(LONG);
        assertThat(cancel(step, "at birth")).isIn(130, 137);
        assertThat(step.post("post.js")).isZero();
        assertThat(controller.sandboxes()).isZero();
        awaitNoProcess();
    }

    @Test
    void when_the_launcher_is_killed() {
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        step.kill();
        assertThat(step.await()).isEqualTo(137);
        await().atMost(PATIENCE).until(() -> controller.sandboxes() == 0);
        nothingIsLeft(step);
    }

    @Test
    void when_the_program_is_killed_post_deletes() {
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
    void when_no_signal_arrives_post_stops_main() {
        // A job container: the client of docker exec gets the signal, and nobody else.
        EmulatedStep step = step(LONG);
        awaitText(step, "started");
        assertThat(step.post("post.js")).isZero();
        assertThat(step.await()).isEqualTo(130);
        nothingIsLeft(step);
    }

    @Test
    void on_the_embedded_controller() {
        EmulatedStep step = runner.start("main.js", java.util.Map.of("url", "local", "n", "2", "command", LONG));
        awaitText(step, "started");
        assertThat(step.cancel()).isEqualTo(130);
        assertThat(step.post("post.js")).isZero();
        awaitNoProcess();
    }
}
