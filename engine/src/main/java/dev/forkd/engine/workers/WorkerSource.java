package dev.forkd.engine.workers;

import dev.forkd.client.Fleet;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.GrowingFleet;

/**
 * What one controller gives to a pool.
 *
 * @param sandboxes has a sandbox for each of its workers, or will have it
 * @param connection the connection to the fleet's controller
 * @param starter starts workers in these sandboxes
 */
public record WorkerSource(GrowingFleet sandboxes, ControllerConnection connection, WorkerStarter starter) {

    /** Returns the fleet of all its sandboxes. */
    Fleet fleet() {
        return sandboxes.fleet();
    }
}
