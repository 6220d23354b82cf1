package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.crac.Core;
import dev.forkd.worker.listeners.ProjectListeners;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.warm.WaitingWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Main class of the worker JVM in a sandbox. It reads commands from its standard input, runs the plans one after the
 * other in one launcher session, and writes events to the file that the environment names.
 *
 * <p>It refuses to run unless both marks are set that keep workers from starting workers. The exit code is 0 when it
 * was told to stop or its input ends, and 70 when it cannot do its work.
 */
public final class Worker {

    private static final Duration HEARTBEAT = Duration.ofMillis(Protocol.HEARTBEAT_MILLIS);

    private Worker() {}

    /**
     * Runs the worker.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) {
        int exitCode = 0;
        // Kept, because tests may replace System.err later.
        PrintStream ownErrors = System.err;
        try {
            refuseOutsideSandbox();
            HostProperties.apply();
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
            exitCode = WaitingWorker.isWanted() ? runCopy(commands) : run(commands, false);
        } catch (Throwable failure) {
            // Only the process's own error stream is left to report this.
            ownErrors.println("forkd worker: " + failure);
            exitCode = Protocol.EXIT_BROKEN;
        }
        // Threads that tests have left running must not keep the worker alive.
        Runtime.getRuntime().exit(exitCode);
    }

    private static void refuseOutsideSandbox() {
        if (System.getenv(Protocol.WORKER_VARIABLE) == null || !Boolean.getBoolean(Protocol.WORKER_PROPERTY)) {
            throw new IllegalStateException(
                    "This program is started by the forkd engine inside a sandbox, not by hand.");
        }
    }

    private static Path eventFile() {
        String variable = "FORKD_STREAM_" + Protocol.EVENT_STREAM.toUpperCase(Locale.ROOT);
        String file = System.getenv(variable);
        if (file == null) {
            throw new IllegalStateException("The environment variable " + variable + " is missing");
        }
        return Path.of(file);
    }

    /**
     * Runs a JVM that is to be copied, either as soon as it is warm or after it has set up a class. Returns the exit
     * code.
     */
    private static int runCopy(BufferedReader commands) throws IOException {
        Path file = eventFile();
        List<String> objections =
                WaitingWorker.prepare(Set.of(file.toString()), () -> new Rehearsal(file.resolveSibling("rehearsal")));
        boolean later = WaitingWorker.isWantedLater();
        if (later && objections.isEmpty()) {
            Core.announce();
        } else {
            sayThatItWaits(objections);
        }
        // The plan is already in the queue. If there can be no checkpoint, its tests must not run in this JVM.
        boolean mayGoOn = !later || objections.isEmpty();
        return mayGoOn && WaitingWorker.waitFor(commands) ? run(commands, later) : 0;
    }

    /**
     * Reports that this JVM waits to be copied. The host reads this event before it copies the JVM, and expects a
     * copy's events to be numbered from 1 again.
     */
    private static void sayThatItWaits(List<String> objections) throws IOException {
        try (EventFile stream = new EventFile(eventFile())) {
            new EventWriter(stream).write(new WorkerEvent.Waiting(objections));
        }
    }

    static WorkerEvent.Hello hello() {
        return new WorkerEvent.Hello(
                Protocol.VERSION,
                System.getProperty("java.version", ""),
                ProcessHandle.current().pid());
    }

    /** Runs until the host has nothing more to do. Returns the exit code. */
    private static int run(BufferedReader commands, boolean toCheckpoint) throws IOException {
        try (EventFile stream = new EventFile(eventFile())) {
            EventWriter events = toCheckpoint ? EventWriter.holding(stream) : new EventWriter(stream);
            if (!toCheckpoint) {
                events.write(hello());
            }
            OutputCapture output = new OutputCapture(events);
            output.install();
            // Tests must not read the host's commands. They see an empty input, as in a build.
            System.setIn(InputStream.nullInputStream());
            Loggers.JUNIT.setLevel(Level.WARNING);
            // If a test ends this JVM, the test's author wants to see what was printed last.
            Runtime.getRuntime().addShutdownHook(new Thread(output::flushLast, "forkd-last-output"));
            Halts halts = new Halts(events, output);
            CommandReader reader = new CommandReader(commands, events, halts);
            try (Heart heart = new Heart(HEARTBEAT, () -> {
                output.flush();
                events.write(new WorkerEvent.Heartbeat(reader.count()));
            })) {
                heart.start();
                if (toCheckpoint) {
                    serveFrom(new Checkpoint(reader, events, output), reader, events, output, halts);
                } else {
                    serve(reader, events, output, halts);
                }
            } catch (Throwable failure) {
                output.flush();
                // What was kept back for copies tells nobody anything any more.
                events.release(event -> false, false);
                events.write(new WorkerEvent.Broken(ThrowableEncoder.encode(failure)));
                return Protocol.EXIT_BROKEN;
            }
            output.flush();
            events.write(new WorkerEvent.Bye());
            return 0;
        }
    }

    private static void serve(CommandReader commands, EventWriter events, OutputCapture output, Halts halts)
            throws IOException {
        PassedOver passedOver = new PassedOver();
        try (LauncherSession session = openSession(passedOver)) {
            events.write(new WorkerEvent.Ready());
            PlanRunner runner = new PlanRunner(session.getLauncher(), events, output, passedOver, halts, null);
            commands.start();
            for (Optional<PlannedWork> work = commands.next(); work.isPresent(); work = commands.next()) {
                runner.run(work.get());
            }
        }
    }

    /** Runs one plan to its checkpoint. Each copy of this JVM continues that plan, and gets no other. */
    private static void serveFrom(
            Checkpoint checkpoint, CommandReader commands, EventWriter events, OutputCapture output, Halts halts)
            throws IOException {
        PassedOver passedOver = new PassedOver();
        try (LauncherSession session = openSession(passedOver)) {
            PlanRunner runner = new PlanRunner(session.getLauncher(), events, output, passedOver, halts, checkpoint);
            commands.start();
            commands.next().ifPresent(runner::run);
            if (!checkpoint.reached()) {
                events.writeLast(new WorkerEvent.Waiting(
                        List.of("the class was skipped, its set-up failed, or there is none of Jupiter's")));
            }
            // The host may still be reading events, so this JVM does not end before it is told to.
            commands.next();
        }
    }

    /**
     * Registers only the project's own listeners. Listeners that merely report belong to the host, which sees every
     * event; here they would report a second time.
     */
    private static LauncherSession openSession(PassedOver passedOver) {
        TestExecutionListener[] listeners = ProjectListeners.find(ProjectListeners.deactivatedByUser()).stream()
                .map(provider -> SilentAboutOthers.around(provider.get(), passedOver))
                .toArray(TestExecutionListener[]::new);
        return LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(listeners)
                .build());
    }

    /** Initialised only after the host's properties are set, because one of them may name the log manager. */
    private static final class Loggers {

        /** A strong reference: the log manager holds its loggers weakly, and would forget the level. */
        static final Logger JUNIT = Logger.getLogger("org.junit");
    }
}
