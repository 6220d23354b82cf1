package dev.forkd.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the report of a run says, as {@code docs/run-json.md} describes it. Times are seconds since the start of the
 * run unless they say otherwise.
 *
 * @param schema version of this form
 * @param engine version of the engine
 * @param outcome how the run ended
 * @param problem why tests could not be run, if so
 * @param start when it began, as an ISO 8601 instant
 * @param end when it ended
 * @param seconds how long it took
 * @param settings what the user chose
 * @param order how tests were ordered
 * @param totals sums
 * @param sandboxes in the order in which they became ready
 * @param units in the order in which they are reported
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
        Totals totals,
        List<SandboxData> sandboxes,
        List<UnitData> units) {

    static final int SCHEMA = 1;

    RunData with(List<SandboxData> others) {
        return new RunData(
                schema, engine, outcome, problem, start, end, seconds, settings, order, totals, others, units);
    }

    /** How something ended. */
    enum Outcome {
        passed,
        failed,
        skipped
    }

    /**
     * What the user chose, as far as it matters to who reads the report. The token is not among it.
     *
     * @param n how many sandboxes were wanted
     * @param controller its address, or {@code local}
     * @param snapshotTag what they were forked from
     * @param place what kind of place the workers had, if it came to that
     * @param perChildNetns whether each had a network namespace
     * @param memoryLimitMib limit of memory, if any
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
     * How tests were ordered, as far as it is known.
     *
     * @param classes Jupiter's default orderer of classes
     * @param methods Jupiter's default orderer of methods
     * @param seed of Jupiter's random orderers
     */
    record Order(@Nullable String classes, @Nullable String methods, @Nullable String seed) {}

    /**
     * Sums.
     *
     * @param classes units
     * @param tests tests that ended, skipped ones among them
     * @param failed tests and containers that failed
     * @param skipped tests that were skipped or aborted
     * @param sandboxes that worked at a time
     * @param lost workers that were lost
     * @param testSeconds how long all units took together
     * @param startSeconds until the first unit began
     * @param timesFaster testSeconds by seconds
     * @param bytesShipped what was sent to sandboxes
     */
    record Totals(
            int classes,
            int tests,
            int failed,
            int skipped,
            int sandboxes,
            int lost,
            double testSeconds,
            double startSeconds,
            double timesFaster,
            long bytesShipped) {}

    /**
     * A sandbox.
     *
     * @param index its slot; one that replaces another has the same
     * @param id its id
     * @param start when it was asked for
     * @param ready when its worker was about to be started
     * @param end when its worker ended or was lost
     * @param lost why it was lost, if so
     * @param givenBack units that were running in it then
     * @param again how to run again what its slot ran, if something of that failed
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
     * @param inSandbox runs the same classes in one sandbox
     * @param inProcess runs them without forkd
     */
    record Again(String inSandbox, String inProcess) {}

    /**
     * One stay of a unit in a sandbox.
     *
     * @param sandbox slot of the sandbox
     * @param sandboxId its id
     * @param start when the unit began there
     * @param end when it ended or was lost
     */
    record Stay(int sandbox, String sandboxId, double start, @Nullable Double end) {}

    /**
     * A unit, for Jupiter a class.
     *
     * @param id its unique id
     * @param name its display name
     * @param className its class, if it is one
     * @param outcome how it ended
     * @param sandbox slot of the sandbox in which it ran last
     * @param sandboxId id of that sandbox
     * @param start when it began there
     * @param end when it ended
     * @param tests tests that ended, skipped ones among them
     * @param failed tests and containers that failed
     * @param skipped tests that were skipped or aborted
     * @param retried how often it was run again because its worker was lost
     * @param earlier stays that ended with the loss of the worker
     * @param failures what failed, as many as are kept
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
            int retried,
            List<Stay> earlier,
            List<FailureData> failures) {}

    /**
     * A failure.
     *
     * @param test unique id of the test or container
     * @param name its display name
     * @param type class of what was thrown
     * @param message its message, cut
     */
    record FailureData(String test, String name, @Nullable String type, String message) {}
}
