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
 * A worker's JVM that gets warm, says whether it may be copied, and waits until it is told who it is: the same JVM or,
 * more often, one of its copies.
 */
public final class WaitingWorker {

    private WaitingWorker() {}

    /**
     * Whether this JVM was started to be copied.
     *
     * @return whether to call {@link #waitFor}
     */
    public static boolean isWanted() {
        return System.getenv(Protocol.WAIT_VARIABLE) != null;
    }

    /**
     * Whether this JVM is to be copied when it has set up its first class, not before its first plan.
     *
     * @return whether to run a plan until then
     */
    public static boolean isWantedLater() {
        return Protocol.WAIT_FOR_TESTS.equals(System.getenv(Protocol.WAIT_VARIABLE));
    }

    /**
     * Gets warm and asks whether this JVM may be copied.
     *
     * @param ownFiles files that this JVM may have open
     * @return what speaks against it, as sentences for people; empty when nothing does
     */
    public static List<String> prepare(Set<String> ownFiles) {
        List<String> objections = new ArrayList<>();
        try {
            JdkFields fields = new JdkFields();
            new Randomness(fields).renew(System.nanoTime());
            new Environment(fields).set(Map.of());
            WarmUp.run();
            objections.addAll(Objections.find(ownFiles));
        } catch (Exception | LinkageError e) {
            objections.add("it cannot get warm: " + e);
        }
        return objections;
    }

    /**
     * Waits until the host says which worker this is, and becomes that one.
     *
     * @param commands where the host's commands come from
     * @return whether there is work; {@code false} when the host has gone
     * @throws IOException when the host cannot be understood, or this JVM cannot be changed
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
     * Becomes another worker.
     *
     * @param become which one
     * @throws IOException when this JVM cannot be changed
     */
    public static void become(WorkerCommand.Become become) throws IOException {
        try {
            JdkFields fields = new JdkFields();
            Map<String, String> variables = new HashMap<>(become.variables());
            variables.put(Protocol.WAIT_VARIABLE, "");
            new Environment(fields).set(variables);
            new Randomness(fields)
                    .renew(become.seed()
                            ^ System.nanoTime()
                            ^ ProcessHandle.current().pid());
        } catch (ReflectiveOperationException e) {
            throw new IOException("This JVM cannot become another worker: " + e, e);
        }
    }
}
