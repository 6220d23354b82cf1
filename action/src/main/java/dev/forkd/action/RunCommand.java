package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.run.Program;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Shell;
import dev.forkd.action.run.Workload;
import dev.forkd.action.runner.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forkd-action run}, for example {@code forkd-action run --n 4 -- pytest tests}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a command in each of n sandboxes. Nothing else is needed: by default they are processes.",
        footer = {"", "Exit codes: 0 done, 1 a command failed, 2 bad input, 3 not done, 130 cancelled."})
final class RunCommand extends StepCommand {
    @Option(names = "--script", paramLabel = "FILE", description = "Run this script instead of a command.")
    private @Nullable Path script;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "After --: one argument is a line for sh, several are a program and its arguments.")
    private List<String> command = new ArrayList<>();

    RunCommand(Cancellation cancellation) {
        super(cancellation);
    }

    @Override
    Exit run(RunEnvironment environment, Map<String, String> inputs) throws IOException, InputException {
        Path file = script;
        if (command.isEmpty() == (file == null)) {
            throw new InputException(List.of(
                    file == null
                            ? "There is no command. Give one after --, or --script FILE."
                            : "There are a command and --script. Keep one of them."));
        }
        inputs.put("script", file == null ? "" : GivenFile.text("--script", file));
        inputs.put("command", command.size() == 1 ? command.get(0) : command.isEmpty() ? "" : "several arguments");
        RunSettings settings = RunSettings.of(Inputs.ofCommandLine(inputs), Shell.LENIENT);
        if (command.size() > 1) {
            settings = settings.running(Program.of(command));
        }
        return new Runs(environment, settings, CommandLines.ofRun(settings))
                .run(settings, Workload.once())
                .exit();
    }
}
