package dev.forkd.engine.workers;

import dev.forkd.client.Fleet;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.GrowingFleet;
import dev.forkd.engine.ports.PortSearch;

/**
 * What one controller gives to a pool.
 *
 * @param sandboxes has a sandbox for each of its workers, or will have it
 * @param connection the connection to the fleet's controller
 * @param starter starts workers in these sandboxes
 * @param ports finds out which of these sandboxes holds a port
 */
public record WorkerSource(
        GrowingFleet sandboxes, ControllerConnection connection, WorkerStarter starter, PortSearch ports) {

    /** Returns the fleet of all its sandboxes. */
    Fleet fleet() {
        return sandboxes.fleet();
    }
}
