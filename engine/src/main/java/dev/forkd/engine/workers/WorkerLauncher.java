package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.client.RemoteCommand;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.fleet.Provisioner;
import dev.forkd.engine.place.Bundle;
import dev.forkd.engine.place.JvmArguments;
import dev.forkd.worker.protocol.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts a worker in a sandbox, with the environment that tells it which one it is. */
public final class WorkerLauncher {

    /** A worker that nobody listens to any more ends itself after this long. */
    private static final Duration ABANDON_AFTER = Duration.ofMinutes(1);

    private final Bundle bundle;
    private final Provisioner provisioner;
    private final JvmArguments arguments;
    private final Map<String, String> environment;
    private final Duration deadline;
    private final WorkerBudget budget;

    /**
     * Makes a launcher.
     *
     * @param bundle what workers have
     * @param provisioner who puts it into a sandbox
     * @param arguments the arguments of their JVM
     * @param environment their environment
     * @param deadline how long one may run
     * @param budget how many there may be
     */
    public WorkerLauncher(
            Bundle bundle,
            Provisioner provisioner,
            JvmArguments arguments,
            Map<String, String> environment,
            Duration deadline,
            WorkerBudget budget) {
        this.bundle = bundle;
        this.provisioner = provisioner;
        this.arguments = arguments;
        this.environment = environment;
        this.deadline = deadline;
        this.budget = budget;
    }

    RemoteProcess start(Sandbox sandbox, int index, int count) {
        budget.take();
        String root = provisioner.prepare(sandbox);
        String argumentFile = root + "/worker.args";
        sandbox.upload(arguments.file(bundle, root).getBytes(UTF_8), argumentFile);
        return sandbox.start(RemoteCommand.builder(List.of(provisioner.java(), "@" + argumentFile))
                .environment(environment(sandbox, index, count))
                .workingDirectory(root + "/bundle/" + bundle.workingDirectory())
                .deadline(deadline)
                .abandonAfter(ABANDON_AFTER)
                .stream(Protocol.EVENT_STREAM)
                .build());
    }

    private Map<String, String> environment(Sandbox sandbox, int index, int count) {
        Map<String, String> variables = new TreeMap<>(environment);
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
