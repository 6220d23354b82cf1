package dev.forkd.action.run;

import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Performs a run together with everything around it: outputs are written in every case, each problem gives one error
 * message, and the exit code is determined.
 */
public final class RunProgram {
    private static final int MAX_NAMED = 20;

    private final RunEnvironment environment;
    private final Console console;
    private final RunReporter reporter;

    /** Reports the results of a run to the user. */
    public interface RunReporter {
        /**
         * Reports.
         *
         * @param outcome how the run ended
         * @throws IOException if the report cannot be written
         */
        void report(RunOutcome outcome) throws IOException;
    }

    /**
     * Prepares the program.
     *
     * @param environment where the run takes place
     * @param reporter reports the results
     */
    public RunProgram(RunEnvironment environment, RunReporter reporter) {
        this.environment = environment;
        this.console = environment.console();
        this.reporter = reporter;
    }

    /**
     * Performs a run. Failures are in the outcome and not thrown.
     *
     * @param settings what to do
     * @param workload decides what each sandbox runs
     * @param reports fetches files from the sandboxes
     * @return how the run ended
     */
    public RunOutcome run(RunSettings settings, Workload workload, ShardReports reports) {
        List<ShardResult> results = new ArrayList<>();
        String problem = "";
        try {
            results.addAll(new FleetRun(settings, environment, workload, reports).perform());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "the run was interrupted";
        } catch (IOException | RuntimeException e) {
            problem = FleetRun.explained(e) ? String.valueOf(e.getMessage()) : "unexpected " + e;
        }
        var outcome = new RunOutcome(judge(settings, results, problem), results, problem, advice(settings, results));
        try {
            write(results, outcome.exit() != Exit.OK || results.stream().anyMatch(ShardResult::failed));
            reporter.report(outcome);
        } catch (IOException | RuntimeException e) {
            console.annotate(Console.Level.ERROR, "forkd: the results cannot be written: " + e.getMessage());
            return new RunOutcome(Exit.NOT_DONE, results, String.valueOf(e.getMessage()), "");
        }
        return outcome;
    }

    private Exit judge(RunSettings settings, List<ShardResult> results, String problem) {
        if (environment.cancellation().requested()) {
            long ended = results.stream()
                    .filter(result -> result.end() != ShardEnd.CANCELLED)
                    .count();
            console.say("cancelled: " + environment.cancellation().reason().orElse("") + ". "
                    + share(ended, settings.n()) + " had ended.");
            return Exit.CANCELLED;
        }
        if (!problem.isEmpty()) {
            console.annotate(Console.Level.ERROR, "forkd: " + problem);
            return Exit.NOT_DONE;
        }
        List<ShardResult> lost =
                results.stream().filter(result -> result.end().noResult()).toList();
        if (!lost.isEmpty()) {
            console.annotate(
                    Console.Level.ERROR,
                    "forkd: " + share(lost.size(), results.size()) + " gave no result. " + named(lost) + ". First: "
                            + lost.get(0).error().orElse("") + sentence(advice(settings, results)));
            return Exit.NOT_DONE;
        }
        List<ShardResult> failed = results.stream().filter(ShardResult::failed).toList();
        if (failed.isEmpty()) {
            return Exit.OK;
        }
        String message = "forkd: the command failed in " + share(failed.size(), results.size()) + ": " + named(failed)
                + sentence(advice(settings, results));
        if (settings.failOnNonzero()) {
            console.annotate(Console.Level.ERROR, message);
            return Exit.COMMAND_FAILED;
        }
        console.say(message.substring("forkd: ".length()) + " (ignored, as fail_on_nonzero is false)");
        return Exit.OK;
    }

    private static String share(long some, int all) {
        return some + " of " + all + (all == 1 ? " sandbox" : " sandboxes");
    }

    private static String sentence(String advice) {
        return advice.isEmpty() ? "" : ". " + advice;
    }

    private static String advice(RunSettings settings, List<ShardResult> results) {
        boolean vanished = results.stream().anyMatch(result -> result.end() == ShardEnd.VANISHED);
        if (vanished
                && settings.memoryLimitMib().isPresent()
                && !settings.controller().embedded()) {
            // The controller's host kills a VM that needs more memory than its limit, without telling anybody.
            long limit = settings.memoryLimitMib().getAsLong();
            return "A sandbox that vanishes was often killed by its host because it needed more than memory_limit_mib,"
                    + " which is " + limit + " here. Set it to the memory that the snapshot was made with and 128"
                    + " more, for example memory_limit_mib: " + Math.max(640, limit * 2);
        }
        return results.stream().anyMatch(ShardResult::timedOut)
                ? "The limit was exec_timeout_secs: " + settings.execTimeout().toSeconds()
                        + "; set it higher if the command needs longer"
                : "";
    }

    private static String named(List<ShardResult> results) {
        List<String> names = results.stream()
                .limit(MAX_NAMED)
                .map(result ->
                        "sandbox " + result.index() + " " + result.status() + " (exit code " + result.exitCode() + ")")
                .toList();
        return String.join(", ", names) + (results.size() > MAX_NAMED ? ", ..." : "");
    }

    private void write(List<ShardResult> results, boolean anyFailed) throws IOException {
        var json = new ResultsJson(console);
        Path whole = environment.directory().resolve("results.json");
        json.whole(results, whole);
        environment.output().set("results", json.small(results));
        environment.output().set("any_failed", Boolean.toString(anyFailed));
        environment.output().set("results_file", whole.toString());
    }
}
