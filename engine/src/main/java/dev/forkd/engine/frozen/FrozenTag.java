package dev.forkd.engine.frozen;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a frozen test, to look into it later.
 *
 * @param tag the tag of the branch
 * @param controller address of the controller that has it; {@code null} if its files are in {@code directory}
 * @param test the test's unique id
 * @param frozen when, as an ISO 8601 instant
 * @param processes whether the branch has processes too, and not only files
 * @param perChildNetns whether its sandboxes need a network namespace of their own
 * @param criu the program that copied the processes, where this machine's embedded controller did
 * @param workDirectory the sandbox's own directory
 * @param process directory of the worker's process in the sandbox
 * @param script path, in the sandbox, of the script that enters the tests' place
 * @param testDirectory the tests' working directory
 * @param directory a directory of this machine with files of the branch, if any
 * @param workerJar where the worker expects its jar on this machine, of which that directory has a copy, if any
 */
record FrozenTag(
        String tag,
        @Nullable String controller,
        String test,
        String frozen,
        boolean processes,
        boolean perChildNetns,
        String criu,
        String workDirectory,
        String process,
        String script,
        String testDirectory,
        @Nullable String directory,
        @Nullable String workerJar) {}
