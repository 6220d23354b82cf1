package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.InputException;
import dev.forkd.action.runner.Cancellation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
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
            if (e instanceof InputException wrong) {
                wrong.problems().forEach(problem -> command.getErr().println("forkd: error: " + problem));
                return Exit.BAD_INPUT.code();
            }
            command.getErr().println("forkd: error: " + sentence(e));
            return Exit.NOT_DONE.code();
        });
    }

    /** The JDK's exceptions about files often say only which file it is; what is wrong with it is the exception's class. */
    private static String sentence(Exception e) {
        if (!(e instanceof FileSystemException failure) || failure.getReason() != null) {
            return String.valueOf(e.getMessage());
        }
        String wrong = failure.getClass().getSimpleName().replace("Exception", "");
        return switch (wrong) {
            case "NoSuchFile" -> failure.getFile() + " does not exist";
            case "AccessDenied" -> failure.getFile() + " may not be read or written by this user";
            default -> failure.getFile() + ": " + wrong;
        };
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
