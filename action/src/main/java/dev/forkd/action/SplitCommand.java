package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Shell;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.split.SplitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code forkd-action split}, for example {@code forkd-action split --n 4 --files 'tests/**' -- 'pytest
 * @"$FORKD_ITEMS_FILE"'}.
 */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        description = "Splits files or tests over n sandboxes by their recorded times and runs a command with them.")
final class SplitCommand extends StepCommand {
    @Option(names = "--files", paramLabel = "PATTERN", description = "Files of this directory; ! excludes.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--tests", paramLabel = "NAME", description = "Names that are taken as they are.")
    private List<String> tests = new ArrayList<>();

    @Option(names = "--timings", paramLabel = "PATTERN", description = "JUnit XML or JSON with recorded times.")
    private List<String> timings = new ArrayList<>();

    @Option(names = "--history", paramLabel = "FILE", description = "Times are read from it and kept in it.")
    private String history = "";

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "static", description = "static or queue.")
    private String mode = "static";

    @Option(names = "--framework", paramLabel = "NAME", defaultValue = "none", description = "Whose variables to set.")
    private String framework = "none";

    @Parameters(paramLabel = "COMMAND", arity = "1", description = "After --: a line for sh.")
    private String command = "";

    SplitCommand(Cancellation cancellation) {
        super(cancellation);
    }

    @Override
    Exit run(RunEnvironment environment, Map<String, String> inputs) throws InputException {
        inputs.put("command", command);
        inputs.put("files", String.join("\n", files));
        inputs.put("tests", String.join("\n", tests));
        inputs.put("timings", String.join("\n", timings));
        inputs.put("history", history);
        inputs.put("mode", mode);
        inputs.put("framework", framework);
        var checked = Inputs.ofCommandLine(inputs);
        return new SplitRun(environment)
                .run(RunSettings.of(checked, Shell.STRICT), SplitSettings.of(checked, environment.workspace()));
    }
}
