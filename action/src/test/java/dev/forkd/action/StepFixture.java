package dev.forkd.action;

import static org.awaitility.Awaitility.await;

import dev.forkd.action.emulator.EmulatedStep;
import dev.forkd.action.emulator.RunnerEmulator;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A controller and an emulated runner for each test. */
abstract class StepFixture {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    protected Path directory;

    protected TestController controller;
    protected RunnerEmulator runner;

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

    /** Starts the root action. */
    protected EmulatedStep run(String... pairs) {
        return runner.start("main.js", controller.inputs(pairs));
    }

    protected static void awaitText(EmulatedStep step, String text) {
        await().atMost(PATIENCE).until(() -> step.text().contains(text));
    }

    protected void awaitNoProcess() {
        await().atMost(PATIENCE).until(() -> runner.orphans().findAny().isEmpty());
    }
}
