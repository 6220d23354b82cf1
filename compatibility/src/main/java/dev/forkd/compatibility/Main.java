package dev.forkd.compatibility;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code compatibility/run} starts. Exit code: 0 the same, 1 differences, 2 a run that says nothing. */
@Command(
        name = "compatibility/run",
        description = "Runs projects plainly and across sandboxes, and compares what they report.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            CompareCommand.class,
            MatrixCommand.class,
            ControlsCommand.class,
            SuitesCommand.class,
            CoverageCommand.class,
            LauncherCommand.class
        })
final class Main {
    /** The script starts us in the directory above. */
    static final Path HERE = Path.of("compatibility").toAbsolutePath();

    private Main() {}

    /**
     * Runs a command and ends the JVM.
     *
     * @param arguments the command's name and what it takes; what it does not know goes to Maven
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setUnmatchedOptionsArePositionalParams(true)
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    exception.printStackTrace(command.getErr());
                    return Verdict.UNUSABLE.exitCode;
                })
                .execute(arguments));
    }
}
