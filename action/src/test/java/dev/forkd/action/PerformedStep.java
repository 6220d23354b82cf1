package dev.forkd.action;

import dev.forkd.action.emulator.CommandParser;
import dev.forkd.action.emulator.FileCommands;
import dev.forkd.action.run.Exit;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.Request;
import dev.forkd.action.runner.RunnerFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A step inside this JVM, and what is seen of it.
 *
 * @param exit how it ended
 * @param log what it printed
 * @param outputs as later steps see them
 * @param summary its page
 * @param commands what the runner was told
 */
record PerformedStep(
        Exit exit, String log, Map<String, String> outputs, String summary, List<CommandParser.Command> commands) {
    static PerformedStep of(Path directory, Path workspace, String mode, Map<String, String> inputs) throws Exception {
        return of(directory, workspace, mode, inputs, "", new Cancellation());
    }

    static PerformedStep of(
            Path directory,
            Path workspace,
            String mode,
            Map<String, String> inputs,
            String kept,
            Cancellation cancellation)
            throws Exception {
        var bytes = new ByteArrayOutputStream();
        var request = new Request(
                mode,
                inputs,
                Files.createDirectories(directory.resolve("step")),
                RunnerFile.at(directory.resolve("output").toString()),
                RunnerFile.at(directory.resolve("state").toString()),
                RunnerFile.at(directory.resolve("summary").toString()),
                workspace,
                kept);
        var console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
        Exit exit = new Step(console, cancellation, request).perform();
        String log = bytes.toString(StandardCharsets.UTF_8);
        var parser = new CommandParser();
        log.lines().forEach(parser::process);
        return new PerformedStep(
                exit,
                log,
                FileCommands.parse(text(directory.resolve("output"))),
                text(directory.resolve("summary")),
                parser.executed());
    }

    private static String text(Path file) throws Exception {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** The texts of its commands of one kind. */
    List<String> said(String command) {
        return commands.stream()
                .filter(c -> c.name().equals(command))
                .map(CommandParser.Command::data)
                .toList();
    }
}
