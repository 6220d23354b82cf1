package dev.forkd.worker.warm;

import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A worker's JVM that warms up, reports whether it may be copied, and waits until it is told which worker it is.
 * Usually it is a copy of this JVM that gets told.
 */
public final class WaitingWorker {

    private WaitingWorker() {}

    /**
     * Tells whether this JVM was started to be copied.
     *
     * @return whether to call {@link #prepare} and {@link #waitFor}
     */
    public static boolean isWanted() {
        return System.getenv(Protocol.WAIT_VARIABLE) != null;
    }

    /**
     * Tells whether this JVM is to be copied when it has set up a class, and not already before its first plan.
     *
     * @return whether to run the first plan to its checkpoint
     */
    public static boolean isWantedLater() {
        return Protocol.WAIT_FOR_TESTS.equals(System.getenv(Protocol.WAIT_VARIABLE));
    }

    /**
     * Warms up, and finds out whether this JVM may be copied.
     *
     * @param ownFiles files that this JVM may have open
     * @param stage runs tests of ours in the way of a worker; only opened if there is an engine for them
     * @return reasons against copying, as sentences for the user; empty if there are none
     */
    public static List<String> prepare(Set<String> ownFiles, WarmUp.Stage stage) {
        List<String> objections = new ArrayList<>();
        try {
            JdkFields fields = new JdkFields();
            new Randomness(fields).renew(System.nanoTime());
            new Environment(fields).set(Map.of());
            new OwnProcess(fields).renew();
            WarmUp.run(stage);
            objections.addAll(Objections.find(ownFiles));
        } catch (Exception | LinkageError e) {
            objections.add("it cannot get warm: " + e);
        }
        return objections;
    }

    /**
     * Waits until the host tells which worker this is, and becomes that worker.
     *
     * @param commands the host's commands
     * @return whether there is work; {@code false} if the host is gone, or the first command is another one
     * @throws IOException if the command cannot be read, or this JVM cannot be changed
     */
    public static boolean waitFor(BufferedReader commands) throws IOException {
        String line = commands.readLine();
        if (line == null || !(WorkerCommand.parse(line) instanceof WorkerCommand.Become become)) {
            return false;
        }
        become(become);
        return true;
    }

    /**
     * Becomes another worker: takes its environment variables, its process and fresh random numbers.
     *
     * @param become tells which worker it is now
     * @throws IOException if this JVM cannot be changed
     */
    public static void become(WorkerCommand.Become become) throws IOException {
        try {
            JdkFields fields = new JdkFields();
            Map<String, String> variables = new HashMap<>(become.variables());
            variables.put(Protocol.WAIT_VARIABLE, "");
            new Environment(fields).set(variables);
            new OwnProcess(fields).renew();
            new Randomness(fields)
                    .renew(become.seed()
                            ^ System.nanoTime()
                            ^ ProcessHandle.current().pid());
        } catch (ReflectiveOperationException e) {
            throw new IOException("This JVM cannot become another worker: " + e, e);
        }
    }
}
