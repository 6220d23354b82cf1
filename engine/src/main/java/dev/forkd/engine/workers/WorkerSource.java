package dev.forkd.engine.workers;

import dev.forkd.client.Fleet;
import dev.forkd.engine.fleet.ControllerConnection;

/**
 * What one controller gives to a pool.
 *
 * @param fleet has a sandbox for each of its workers
 * @param connection the connection to the fleet's controller
 * @param starter starts workers in these sandboxes
 */
public record WorkerSource(Fleet fleet, ControllerConnection connection, WorkerStarter starter) {}
