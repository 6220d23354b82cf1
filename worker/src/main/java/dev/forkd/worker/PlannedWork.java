package dev.forkd.worker;

import java.util.List;
import java.util.Map;

/**
 * A plan that the host has sent.
 *
 * @param number the plan's number
 * @param ids the unique ids of its tests, in the order in which they are to run
 * @param parameters JUnit's configuration parameters
 * @param grants tells which of its units this worker runs
 */
record PlannedWork(int number, List<String> ids, Map<String, String> parameters, Grants grants) {}
