/**
 * A typed client for the forkd controller: the REST calls, sandboxes with real processes and file transfer on
 * top of them, fleets of sandboxes, and leases that make sure nothing is left behind.
 *
 * <p>Start with {@link dev.forkd.client.ForkdClient#builder}. All failures are {@link
 * dev.forkd.client.ForkdException}s. "Contract" in the documentation means the project's description of the
 * controller's and the guest's behaviour.
 */
@NullMarked
package dev.forkd.client;

import org.jspecify.annotations.NullMarked;
