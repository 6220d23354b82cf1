package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunListener;
import dev.forkd.schedule.WorkQueue;
import java.util.Map;

/**
 * The work of one request of the Launcher.
 *
 * @param queue the units to run
 * @param ledger records which worker has which unit, and how it ended
 * @param parameters JUnit's configuration parameters
 * @param listener is told what happens, for the user's view of the run
 */
public record Work(WorkQueue<Unit> queue, Ledger ledger, Map<String, String> parameters, RunListener listener) {}
