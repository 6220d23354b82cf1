package dev.forkd.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a run's report, as described in {@code docs/run-json.md}. Times are seconds since the start of the run
 * unless noted otherwise.
 *
 * @param schema version of this format
 * @param engine version of the engine
 * @param outcome how the run ended
 * @param problem why tests could not be run, if so
 * @param start start of the run, as an ISO 8601 instant
 * @param end end of the run, as an ISO 8601 instant
 * @param seconds duration of the run
 * @param settings the user's settings
 * @param order how tests were ordered
 * @param cache what the controller keeps for the next build
 * @param totals the totals
 * @param sandboxes the sandboxes, in the order in which they became ready
 * @param units the units, in the order in which they are reported
 * @param frozen the failed tests that were to be frozen
 */
record RunData(
        int schema,
        String engine,
        Outcome outcome,
        @Nullable String problem,
        String start,
        String end,
        double seconds,
        Settings settings,
        Order order,
        Cache cache,
        Totals totals,
        List<SandboxData> sandboxes,
        List<UnitData> units,
        List<FrozenData> frozen) {

    static final int SCHEMA = 1;

    RunData with(List<SandboxData> others) {
        return new RunData(
                schema, engine, outcome, problem, start, end, seconds, settings, order, cache, totals, others, units,
                frozen);
    }

    /** How something ended. */
    enum Outcome {
        passed,
        failed,
        skipped
    }

    /**
     * The user's settings, as far as they help readers of the report. The token is not included.
     *
     * @param n how many sandboxes were requested
     * @param controller the controller's address, or {@code local}
     * @param snapshotTag the tag that sandboxes were forked from
     * @param place the kind of place, if any was made
     * @param perChildNetns whether each sandbox had a network namespace
     * @param memoryLimitMib memory limit in MiB, if any
     * @param branch whether branching was allowed
     */
    record Settings(
            @Nullable Integer n,
            @Nullable String controller,
            @Nullable String snapshotTag,
            @Nullable String place,
            @Nullable Boolean perChildNetns,
            @Nullable Integer memoryLimitMib,
            @Nullable Boolean branch) {}

    /**
     * How tests were ordered, as far as that is known.
     *
     * @param classes Jupiter's default orderer of classes
     * @param methods Jupiter's default orderer of methods
     * @param seed the seed of Jupiter's random orderers
     */
    record Order(@Nullable String classes, @Nullable String methods, @Nullable String seed) {}

    /**
     * What the controller keeps for the next build.
     *
     * @param keeps the user's setting
     * @param tag the kept snapshot that the run began with, if any
     * @param made whether the run has made it
     */
    record Cache(@Nullable String keeps, @Nullable String tag, boolean made) {}

    /**
     * The totals of a run.
     *
     * @param classes number of units
     * @param tests tests that ended, including skipped ones
     * @param failed tests and containers that failed
     * @param skipped tests that were skipped or aborted
     * @param flaky tests and containers that failed in an earlier attempt and passed in the end
     * @param sandboxes number of slots for sandboxes
     * @param lost workers that were lost
     * @param testSeconds the durations of all units together
     * @param startSeconds time until the first unit began
     * @param timesFaster testSeconds divided by the duration of the run
     * @param bytesShipped bytes sent to sandboxes
     */
    record Totals(
            int classes,
            int tests,
            int failed,
            int skipped,
            int flaky,
            int sandboxes,
            int lost,
            double testSeconds,
            double startSeconds,
            double timesFaster,
            long bytesShipped) {}

    /**
     * A sandbox.
     *
     * @param index its slot; a replacement has the same slot
     * @param id its id
     * @param start when it was requested
     * @param ready when its worker was about to be started
     * @param end when its worker ended or was lost
     * @param lost why its worker was lost, if so
     * @param givenBack units that were running in it at that time
     * @param again commands that repeat what its slot ran, if something failed there
     */
    record SandboxData(
            int index,
            String id,
            double start,
            double ready,
            @Nullable Double end,
            @Nullable String lost,
            int givenBack,
            @Nullable Again again) {

        SandboxData with(@Nullable Again commands) {
            return new SandboxData(index, id, start, ready, end, lost, givenBack, commands);
        }
    }

    /**
     * Commands for a shell in the project's directory.
     *
     * @param inSandbox a command that runs the same classes in one sandbox
     * @param inProcess a command that runs them without forkd
     */
    record Again(String inSandbox, String inProcess) {}

    /**
     * A period in which a unit ran in a sandbox.
     *
     * @param sandbox slot of the sandbox
     * @param sandboxId id of the sandbox
     * @param start when the unit began there
     * @param end when the unit ended or its worker was lost
     */
    record Stay(int sandbox, String sandboxId, double start, @Nullable Double end) {}

    /**
     * A unit; for Jupiter, a class.
     *
     * @param id its unique id
     * @param name its display name
     * @param className its class, if it is one
     * @param outcome how it ended
     * @param sandbox slot of the sandbox in which it ran last
     * @param sandboxId id of that sandbox
     * @param start when it began there
     * @param end when it ended
     * @param tests tests that ended, including skipped ones
     * @param failed tests and containers that failed
     * @param skipped tests that were skipped or aborted
     * @param flaky tests and containers that failed in an earlier attempt and passed in the end
     * @param retried how often it was run again after its worker was lost
     * @param parts in how many parts it ran, which may be at the same time; 1 if it ran as a whole
     * @param earlier its other stays: those of its other parts, and those that ended with the loss of the worker, or with
     *     a failure after which it ran again
     * @param failures its failures, up to a limit
     * @param flakes the earlier failures of what passed in the end, up to a limit
     */
    record UnitData(
            String id,
            String name,
            @Nullable String className,
            Outcome outcome,
            @Nullable Integer sandbox,
            @Nullable String sandboxId,
            @Nullable Double start,
            @Nullable Double end,
            int tests,
            int failed,
            int skipped,
            int flaky,
            int retried,
            int parts,
            List<Stay> earlier,
            List<FailureData> failures,
            List<FailureData> flakes) {}

    /**
     * A failed test that was to be frozen.
     *
     * @param test unique id of the test
     * @param name its display name
     * @param tag the tag of the branch, if there is one
     * @param look a command that looks into it
     * @param note what is missing, and why
     */
    record FrozenData(String test, String name, @Nullable String tag, @Nullable String look, @Nullable String note) {}

    /**
     * A failure.
     *
     * @param test unique id of the test or container
     * @param name its display name
     * @param type class of the throwable
     * @param message message of the throwable, shortened
     */
    record FailureData(String test, String name, @Nullable String type, String message) {}
}
