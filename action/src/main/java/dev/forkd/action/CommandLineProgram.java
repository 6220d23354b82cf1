package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.runner.Cancellation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, which does the same as a step of a workflow, for example on a laptop. */
@Command(
        name = "forkd-action",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineProgram.Version.class,
        description = "Runs commands across forkd sandboxes, as the GitHub Action does.")
final class CommandLineProgram {
    private CommandLineProgram() {}

    static int run(Cancellation cancellation, String[] args) {
        return commandLine(cancellation).execute(args);
    }

    static CommandLine commandLine(Cancellation cancellation) {
        var line = new CommandLine(new CommandLineProgram())
                .addSubcommand(new RunCommand(cancellation))
                .addSubcommand(new SplitCommand(cancellation))
                .addSubcommand(new PlanCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line.setExecutionExceptionHandler((e, command, result) -> {
            command.getErr().println("forkd: error: " + e.getMessage());
            return Exit.NOT_DONE.code();
        });
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLineProgram.class.getPackage().getImplementationVersion();
            return new String[] {"forkd-action " + (version == null ? "(development)" : version)};
        }
    }
}
