package dev.forkd.engine.fleet;

import dev.forkd.worker.protocol.Protocol;
import java.util.Map;
import java.util.TreeMap;

/**
 * Identifies a worker of a run.
 *
 * @param index its number, from 0
 * @param count how many workers there are
 * @param sandbox the id of its sandbox
 */
public record WorkerIdentity(int index, int count, String sandbox) {

    /** Longer than any number or id. */
    private static final int ROOM = 96;

    /**
     * The variables that tell a worker and its tests which worker it is.
     *
     * @return environment variables
     */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("SANDBOX_INDEX", Integer.toString(index));
        variables.put("SANDBOX_COUNT", Integer.toString(count));
        variables.put("SANDBOX_NUMBER", Integer.toString(index + 1));
        variables.put("SANDBOX_SHARD", (index + 1) + "/" + count);
        variables.put("SANDBOX_ID", sandbox);
        return variables;
    }

    /**
     * The variables of a worker that knows its identity when it starts.
     *
     * @return environment variables, including those that mark a worker
     */
    public Map<String, String> environment() {
        Map<String, String> environment = variables();
        mark(environment);
        return environment;
    }

    /** The variables of a worker that waits: placeholders long enough for any identity. */
    static Map<String, String> ofNobody() {
        Map<String, String> environment = new WorkerIdentity(0, 0, "").variables();
        environment.replaceAll((name, value) -> "?".repeat(ROOM));
        mark(environment);
        environment.put(Protocol.WAIT_VARIABLE, Protocol.WAIT_FOR_PLANS);
        return environment;
    }

    private static void mark(Map<String, String> environment) {
        environment.put(Protocol.WORKER_VARIABLE, "1");
        environment.put(Protocol.DEPTH_VARIABLE, "1");
    }
}
