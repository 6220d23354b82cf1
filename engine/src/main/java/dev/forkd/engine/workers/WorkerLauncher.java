package dev.forkd.engine.workers;

import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.fleet.Provisioner;
import dev.forkd.engine.fleet.WorkerIdentity;
import dev.forkd.engine.place.Place;

/** Starts workers in sandboxes, with an environment that tells each which one it is. */
public final class WorkerLauncher implements WorkerStarter {

    private final Provisioner provisioner;
    private final WorkerBudget budget;

    /**
     * Makes a launcher.
     *
     * @param provisioner makes the places of workers
     * @param budget limits how many workers are started
     */
    public WorkerLauncher(Provisioner provisioner, WorkerBudget budget) {
        this.provisioner = provisioner;
        this.budget = budget;
    }

    @Override
    public WorkerChannel start(Sandbox sandbox, int index, int count) {
        budget.take();
        WorkerIdentity identity = new WorkerIdentity(index, count, sandbox.id());
        Place place = provisioner.prepare(sandbox);
        RemoteProcess process = provisioner
                .wake(sandbox, identity)
                .orElseGet(() ->
                        sandbox.start(place.command(identity.environment()).build()));
        return new RemoteChannel(process, place);
    }
}
