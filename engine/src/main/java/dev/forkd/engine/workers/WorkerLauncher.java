package dev.forkd.engine.workers;

import dev.forkd.client.Sandbox;
import dev.forkd.engine.fleet.Provisioner;
import dev.forkd.engine.place.Place;
import dev.forkd.worker.protocol.Protocol;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Starts a worker in a sandbox, with the environment that tells it which one it is. */
public final class WorkerLauncher implements WorkerStarter {

    /** A worker that nobody listens to any more ends itself after this long. */
    private static final Duration ABANDON_AFTER = Duration.ofMinutes(1);
    /** Its life is that of its run, however long that is; this is for a host that lives on and has forgotten it. */
    private static final Duration DEADLINE = Duration.ofDays(7);

    private final Provisioner provisioner;
    private final WorkerBudget budget;

    /**
     * Makes a launcher.
     *
     * @param provisioner who makes the place of a worker
     * @param budget how many there may be
     */
    public WorkerLauncher(Provisioner provisioner, WorkerBudget budget) {
        this.provisioner = provisioner;
        this.budget = budget;
    }

    @Override
    public WorkerChannel start(Sandbox sandbox, int index, int count) {
        budget.take();
        Place place = provisioner.prepare(sandbox);
        return new RemoteChannel(
                sandbox.start(place
                        .worker()
                        .environment(environment(sandbox, index, count))
                        .deadline(DEADLINE)
                        .abandonAfter(ABANDON_AFTER)
                        .stream(Protocol.EVENT_STREAM)
                        .build()),
                place);
    }

    private static Map<String, String> environment(Sandbox sandbox, int index, int count) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("SANDBOX_INDEX", Integer.toString(index));
        variables.put("SANDBOX_COUNT", Integer.toString(count));
        variables.put("SANDBOX_NUMBER", Integer.toString(index + 1));
        variables.put("SANDBOX_SHARD", (index + 1) + "/" + count);
        variables.put("SANDBOX_ID", sandbox.id());
        variables.put(Protocol.WORKER_VARIABLE, "1");
        variables.put(Protocol.DEPTH_VARIABLE, "1");
        return variables;
    }
}
