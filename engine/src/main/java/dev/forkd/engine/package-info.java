/**
 * The TestEngine. The only type that users meet is {@link dev.forkd.engine.ForkdTestEngine}; the packages below follow
 * one test on its way and are not API:
 *
 * <ul>
 *   <li>{@code discovery}: which tests are claimed, and how they are moved under our root
 *   <li>{@code configuration}: the settings
 *   <li>{@code plan}: units, and what they cost
 *   <li>{@code run}: one execution from the Launcher's thread, with its session of sandboxes
 *   <li>{@code fleet}: the controller, the sandboxes, the primer and the worker that waits in it
 *   <li>{@code cache}: what controllers keep between builds
 *   <li>{@code frozen}: failed tests that were branched, and the program that looks into them
 *   <li>{@code place}: what tests see in a sandbox, how it gets there, and what comes back
 *   <li>{@code workers}: a thread for each sandbox, which drives its worker
 *   <li>{@code channel}: turns bytes into events
 *   <li>{@code ledger}: makes sure that each test starts once and ends once
 *   <li>{@code replay}: reports the events to the Launcher
 *   <li>{@code fixtures}: sandboxes for tests on this machine
 *   <li>{@code listeners}: the project's own listeners, which work where the tests run
 *   <li>{@code report}: lines for the user, {@code run.json} and {@code run.html}
 *   <li>{@code host}: what differs between Surefire, Gradle, IDEs and versions of the Platform
 *   <li>{@code scratch}: the run's temporary directory
 * </ul>
 */
@NullMarked
package dev.forkd.engine;

import org.jspecify.annotations.NullMarked;
