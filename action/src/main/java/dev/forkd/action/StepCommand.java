package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands {@code run} and {@code split} have in common. */
abstract class StepCommand implements Callable<Integer> {
    private final Cancellation cancellation;

    @Mixin
    private ControllerOptions controller = ControllerOptions.standard();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where results.json, the outputs and the reports are left; else they are removed.")
    private @Nullable Path results;

    @Option(
            names = "--shell",
            paramLabel = "SHELL",
            defaultValue = "",
            description = "bash, sh, python or a command line with {0}; else the first line's #!, else sh.")
    private String shell = "";

    @Option(
            names = "--artifacts",
            paramLabel = "PATH",
            description = "Fetch this file or directory of each sandbox too; all in $$FORKD_REPORTS is fetched anyway.")
    private List<String> artifacts = new ArrayList<>();

    StepCommand(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** Does the work; {@code inputs} contains the values of the common options. */
    abstract Exit run(RunEnvironment environment, Map<String, String> inputs) throws IOException, InputException;

    @Override
    public final Integer call() throws IOException {
        var console = Console.standard(false);
        cancellation.onSignal();
        try (RunDirectory directory = RunDirectory.in(results)) {
            Map<String, String> inputs = controller.inputs();
            inputs.put("shell", shell);
            inputs.put("artifacts", String.join("\n", artifacts));
            console.mask(inputs.getOrDefault("token", ""));
            return run(directory.environment(console, cancellation), inputs).code();
        } catch (InputException e) {
            e.problems().forEach(problem -> console.annotate(Console.Level.ERROR, problem));
            return Exit.BAD_INPUT.code();
        }
    }
}
