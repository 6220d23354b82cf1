package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Shell;
import dev.forkd.action.run.Workload;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.RunnerFile;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.StateDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run on the command line leaves when it is killed. */
class LeftSandboxTests {
    @TempDir
    private Path directory;

    @Test
    void the_next_run_finds_the_leases_and_deletes_the_sandboxes() throws Exception {
        var console = Console.standard(false);
        try (RunDirectory temporary = RunDirectory.in(null)) {
            assertThat(temporary.environment(console, new Cancellation()).leases())
                    .isEqualTo(StateDirectory.standard());
        }
        try (var controller = new TestController(directory.resolve("controller"))) {
            Map<String, String> inputs = controller.inputs("command", "true", "cleanup", "false");
            String left = PerformedStep.of(directory, directory, "run", inputs)
                    .outputs()
                    .get("results")
                    .replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
            Path state = directory.resolve("standard");
            try (Lease lease = Leases.in(state).open(URI.create(inputs.get("url")), "forkd-action")) {
                lease.recordSandbox(left);
            }
            assertThat(controller.sandboxes()).isEqualTo(1);

            var settings = RunSettings.of(new Inputs(controller.inputs("command", "true")), Shell.LENIENT);
            RunnerFile none = RunnerFile.at("");
            var environment = new RunEnvironment(
                    console, new Cancellation(), directory, true, state, directory, none, none, none, Map.of());
            assertThat(new Runs(environment, settings, CommandLines.ofRun(settings))
                            .run(settings, Workload.once())
                            .exit())
                    .isEqualTo(Exit.OK);
            assertThat(controller.sandboxes()).isZero();
        }
    }
}
