package dev.forkd.engine.fleet;

import dev.forkd.worker.protocol.Protocol;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which worker one is.
 *
 * @param index its number, from 0
 * @param count how many there are
 * @param sandbox the id of its sandbox
 */
public record WorkerIdentity(int index, int count, String sandbox) {

    /** Longer than any number of workers and any id can be. */
    private static final int ROOM = 96;

    /**
     * What tells a worker, and the tests, who it is.
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
     * The variables of one that has started.
     *
     * @return environment variables, with those that mark a worker
     */
    public Map<String, String> environment() {
        Map<String, String> environment = variables();
        mark(environment);
        return environment;
    }

    /** The variables of one that does not know yet who it will be: values that leave room for every other. */
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
