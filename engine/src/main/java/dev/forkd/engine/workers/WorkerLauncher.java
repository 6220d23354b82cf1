package dev.forkd.engine.workers;

import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.configuration.Repeat;
import dev.forkd.engine.fleet.Provisioner;
import dev.forkd.engine.fleet.WorkerIdentity;
import dev.forkd.engine.frozen.Freezer;
import dev.forkd.engine.place.Place;
import java.util.Optional;

/** Starts workers in sandboxes, with an environment that tells each which one it is. */
public final class WorkerLauncher implements WorkerStarter {

    private final Provisioner provisioner;
    private final WorkerBudget budget;
    private final Optional<Repeat> repeat;
    private final Freezer freezer;

    /**
     * Makes a launcher.
     *
     * @param provisioner makes the places of workers
     * @param budget limits how many workers are started
     * @param repeat the sandbox of an earlier run whose number and count the only worker gets, if any
     * @param freezer branches sandboxes in which a test has failed
     */
    public WorkerLauncher(Provisioner provisioner, WorkerBudget budget, Optional<Repeat> repeat, Freezer freezer) {
        this.freezer = freezer;
        this.repeat = repeat;
        this.provisioner = provisioner;
        this.budget = budget;
    }

    @Override
    public WorkerChannel start(Sandbox sandbox, int index, int count) {
        budget.take();
        WorkerIdentity identity = repeat.map(
                        earlier -> new WorkerIdentity(earlier.index(), earlier.count(), sandbox.id()))
                .orElseGet(() -> new WorkerIdentity(index, count, sandbox.id()));
        Place place = provisioner.prepare(sandbox);
        RemoteProcess process = provisioner
                .wake(sandbox, identity)
                .orElseGet(() ->
                        sandbox.start(place.command(identity.environment()).build()));
        return new RemoteChannel(process, place, sandbox, freezer);
    }
}
