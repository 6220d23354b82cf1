package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunListener;
import dev.forkd.schedule.WorkQueue;
import java.util.Map;

/**
 * What one request of the Launcher gives the workers to do.
 *
 * @param queue the units to run
 * @param ledger who has which, and how it ended
 * @param parameters JUnit's configuration parameters
 * @param listener whom to tell what happens, for people to see
 */
public record Work(WorkQueue<Unit> queue, Ledger ledger, Map<String, String> parameters, RunListener listener) {}
