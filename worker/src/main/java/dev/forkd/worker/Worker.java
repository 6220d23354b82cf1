package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Main class of the worker JVM in a sandbox: reads commands from its standard input, runs the batches one
 * after the other in one launcher session and writes events to the file that the environment names.
 *
 * <p>It refuses to run unless both marks that keep workers from starting workers are set. It ends with
 * exit code 0 when told to stop or at the end of its input, and 70 when it cannot do its work.
 */
public final class Worker {

    /** Kept, because the log manager holds its loggers weakly and would forget the level. */
    private static final Logger JUNIT_LOGGER = Logger.getLogger("org.junit");

    private Worker() {}

    /**
     * Runs the worker.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        int exitCode = 0;
        // Kept, because later it is the tests'.
        PrintStream ownErrors = System.err;
        try {
            refuseOutsideSandbox();
            HostProperties.apply();
            run(System.in);
        } catch (Throwable failure) {
            // The process's own error stream is the only channel left.
            ownErrors.println("forkd worker: " + failure);
            exitCode = Protocol.EXIT_BROKEN;
        }
        // Threads that tests have left running must not keep the sandbox.
        Runtime.getRuntime().exit(exitCode);
    }

    private static void refuseOutsideSandbox() {
        if (System.getenv(Protocol.WORKER_VARIABLE) == null || !Boolean.getBoolean(Protocol.WORKER_PROPERTY)) {
            throw new IllegalStateException(
                    "This program is started by the forkd engine inside a sandbox, not by hand.");
        }
    }

    private static void run(InputStream commands) throws IOException {
        String variable = "FORKD_STREAM_" + Protocol.EVENT_STREAM.toUpperCase(Locale.ROOT);
        String file = System.getenv(variable);
        if (file == null) {
            throw new IllegalStateException("The environment variable " + variable + " is missing");
        }
        try (OutputStream stream = new FileOutputStream(file, true)) {
            EventWriter events = new EventWriter(stream);
            events.write(new WorkerEvent.Hello(
                    Protocol.VERSION,
                    System.getProperty("java.version", ""),
                    ProcessHandle.current().pid()));
            OutputCapture output = new OutputCapture(events);
            output.install();
            // Tests must not read our commands: they see the empty input they would see in a build.
            System.setIn(InputStream.nullInputStream());
            JUNIT_LOGGER.setLevel(Level.WARNING);
            // What was printed last before a test ends this JVM is what its author wants to see.
            Runtime.getRuntime().addShutdownHook(new Thread(output::flushLast, "forkd-last-output"));
            Timer heart = startHeartbeat(events, output);
            try (LauncherSession session = openSession()) {
                serve(new BufferedReader(new InputStreamReader(commands, US_ASCII)), session, events, output);
            } finally {
                heart.cancel();
            }
            output.flush();
            events.write(new WorkerEvent.Bye());
        }
    }

    private static LauncherSession openSession() {
        // Listeners that write reports belong to the host, which sees every event; here they would write a
        // report per sandbox. Session listeners stay: they set up what tests need.
        return LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
    }

    private static void serve(
            BufferedReader commands, LauncherSession session, EventWriter events, OutputCapture output)
            throws IOException {
        BatchRunner runner = new BatchRunner(session.getLauncher(), events, output);
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            WorkerCommand command = WorkerCommand.parse(line);
            if (command instanceof WorkerCommand.Configure configure) {
                runner.configure(configure.parameters());
            } else if (command instanceof WorkerCommand.Run run) {
                runner.run(run);
            } else {
                return;
            }
        }
    }

    private static Timer startHeartbeat(EventWriter events, OutputCapture output) {
        Timer heart = new Timer("forkd-heartbeat", true);
        heart.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        output.flush();
                        events.write(new WorkerEvent.Heartbeat());
                    }
                },
                Protocol.HEARTBEAT_MILLIS,
                Protocol.HEARTBEAT_MILLIS);
        return heart;
    }
}
