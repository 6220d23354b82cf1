/**
 * A typed client for the forkd controller: the REST calls, sandboxes with real processes and file transfer on top of
 * them, fleets of sandboxes, and leases that make sure that nothing is left behind.
 *
 * <p>Five groups:
 *
 * <ul>
 *   <li><b>Calls</b>: {@link dev.forkd.client.ForkdClient}, {@code Transport} (one request), {@code Answers} (reads the
 *       answers), {@code Spawner} and {@code Brancher} (creating and branching, which need locks), {@code RetryPolicy}
 *       and {@code Outage} (what is repeated, and for how long), {@code Timeouts}.
 *   <li><b>Sandbox</b>: {@link dev.forkd.client.Sandbox}, {@code Shell} (scripts), {@code WorkDirectory},
 *       {@code Upload}, {@code Download}.
 *   <li><b>Process</b>: {@link dev.forkd.client.RemoteProcess}, {@link dev.forkd.client.RemoteCommand},
 *       {@code ProcessStarter}, {@code ProcessInput}, {@code PollAnswer}; the guest's side is {@code process.sh}.
 *   <li><b>Fleet</b>: {@link dev.forkd.client.Fleet}, {@code InParallel}.
 *   <li><b>State</b>: {@link dev.forkd.client.Leases}, {@code LeaseFile}, {@code Sweeper} (all addresses),
 *       {@code Sweep} (one address), {@code ControllerLock}, {@link dev.forkd.client.StateDirectory}.
 * </ul>
 *
 * <p>Start with {@link dev.forkd.client.ForkdClient#builder}. All failures are
 * {@link dev.forkd.client.ForkdException}s. "Contract" in the documentation means the project's description of the
 * controller's and the guest's behaviour.
 */
@NullMarked
package dev.forkd.client;

import org.jspecify.annotations.NullMarked;
