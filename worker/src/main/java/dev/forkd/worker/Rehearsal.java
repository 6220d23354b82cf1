package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.warm.WarmUp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.Launcher;

/**
 * Runs tests of ours exactly as a worker runs those of a project, from the host's commands to the file of events, so
 * that copies of this JVM find all of that loaded and compiled. Nobody reads these events.
 */
final class Rehearsal implements WarmUp.Round, AutoCloseable {

    private static final int PLAN = 1;

    private final Path file;
    private final EventFile stream;
    private final EventWriter events;
    private final OutputCapture output;
    private final PassedOver passedOver = new PassedOver();
    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;

    /**
     * Prepares a rehearsal.
     *
     * @param file a file for the events, which is made here and deleted at the end
     */
    Rehearsal(Path file) throws IOException {
        this.file = file;
        stream = new EventFile(file);
        events = new EventWriter(stream);
        output = new OutputCapture(events);
        output.install();
    }

    @Override
    public void run(Launcher launcher, List<String> units, Map<String, String> parameters) throws IOException {
        String commands = Stream.of(
                        new WorkerCommand.Configure(parameters),
                        new WorkerCommand.Plan(PLAN, units),
                        new WorkerCommand.Grant(PLAN, units),
                        new WorkerCommand.Seal(PLAN),
                        new WorkerCommand.Stop())
                .map(WorkerCommand::toLine)
                .collect(Collectors.joining("\n"));
        Halts halts = new Halts(events, output);
        CommandReader reader = new CommandReader(new BufferedReader(new StringReader(commands)), events, halts);
        // Without a thread of its own, which might still run when this JVM is copied.
        reader.read();
        PlanRunner runner = new PlanRunner(launcher, events, output, passedOver, halts, null);
        for (Optional<PlannedWork> work = reader.next(); work.isPresent(); work = reader.next()) {
            runner.run(work.get());
        }
        stream.free();
    }

    @Override
    public void close() throws IOException {
        System.setOut(usualOut);
        System.setErr(usualErr);
        stream.close();
        Files.deleteIfExists(file);
    }
}
