package dev.forkd.action;

import dev.forkd.action.report.MergedReport;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunOutcome;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.ShardResult;
import dev.forkd.action.runner.Console;
import dev.forkd.action.split.RecordedTimes;
import dev.forkd.action.split.SplitSettings;
import dev.forkd.action.split.SplitWorkload;
import dev.forkd.schedule.Estimates;
import dev.forkd.schedule.Schedule;
import dev.forkd.schedule.Timings;
import dev.forkd.schedule.TimingsFile;
import dev.forkd.schedule.UnitTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run in which each sandbox gets a part of a list, based on how long the items took before. */
final class SplitRun {
    private final RunEnvironment environment;
    private final Console console;

    SplitRun(RunEnvironment environment) {
        this.environment = environment;
        this.console = environment.console();
    }

    Exit run(RunSettings settings, SplitSettings split) {
        List<String> items = split.items();
        split.warnings().forEach(warning -> console.annotate(Console.Level.WARNING, "forkd: " + warning + "."));
        Map<String, Double> expected = Estimates.of(items, split.timings());
        SplitWorkload workload = workload(settings, split, expected);
        var runs = new Runs(environment, settings, CommandLines.ofSplit(settings, workload, split.framework()));
        RunOutcome outcome = runs.run(settings, workload);
        if (!items.isEmpty()
                && outcome.exit() != Exit.CANCELLED
                && !outcome.results().isEmpty()) {
            try {
                measure(split, workload, outcome.results(), runs.report());
            } catch (IOException e) {
                console.annotate(
                        Console.Level.WARNING, "forkd: the history of timings cannot be written: " + e.getMessage());
            }
        }
        return outcome.exit();
    }

    private SplitWorkload workload(RunSettings settings, SplitSettings split, Map<String, Double> expected) {
        int n = settings.n();
        if (split.items().isEmpty()) {
            return SplitWorkload.byFramework(n, split.framework());
        }
        Schedule plan = Schedule.longestFirst(split.items(), expected, n);
        int known = split.timings().of(split.items()).size();
        console.say((split.queue() ? "queue" : "plan") + " of "
                + items(split.items().size()) + " (" + known
                + " with a recorded time) for " + n + (n == 1 ? " sandbox" : " sandboxes")
                + (known == 0 ? ": all count as equally long" : "; expected: " + plan.words()));
        if (split.items().size() < n) {
            console.annotate(
                    Console.Level.WARNING,
                    "forkd: for " + n + " sandboxes there " + (split.items().size() == 1 ? "is" : "are") + " only "
                            + items(split.items().size())
                            + "; the others have nothing to do. Ask for fewer.");
        }
        return split.queue()
                ? SplitWorkload.queue(split.items(), expected, n)
                : SplitWorkload.planned(plan, split.framework());
    }

    private static String items(int count) {
        return count + (count == 1 ? " item" : " items");
    }

    /**
     * Measures how long the sandboxes were busy and, where known, how long each item took, and keeps the times in the
     * history.
     */
    private void measure(SplitSettings split, SplitWorkload workload, List<ShardResult> results, MergedReport report)
            throws IOException {
        Map<String, Double> measured = new LinkedHashMap<>();
        for (int i = 0; i < workload.done().size(); i++) {
            // Each sandbox is evaluated separately, because another one may have run a different file of the same name.
            Timings fresh = Timings.none().withReport(RecordedTimes.of(report.of(i)));
            measured.putAll(fresh.of(workload.done().get(i)));
        }
        measured.putAll(workload.measured());
        double longest = measured.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        Schedule outcome = Schedule.measured(
                results.stream()
                        .map(result -> result.duration().toMillis() / 1000.0)
                        .toList(),
                longest);
        console.say("measured: " + outcome.words());
        environment.output().set("ratio", String.format(Locale.ROOT, "%.3f", outcome.ratio()));
        if (measured.isEmpty()) {
            console.say("no times of single items were measured: write JUnit XML into $FORKD_REPORTS, or use mode:"
                    + " queue");
        } else if (split.history().isPresent()) {
            Path file = split.history().get();
            Map<String, UnitTimes> wholes = new LinkedHashMap<>();
            measured.forEach((item, time) -> wholes.put(item, UnitTimes.whole(time)));
            TimingsFile history = new TimingsFile(file);
            if (history.isReport()) {
                console.say("the times were not kept: the history " + file
                        + " is a report or a directory. Name a file, which is made if it is missing");
                return;
            }
            history.append(wholes);
            console.say("kept the times of " + items(measured.size()) + " in " + file);
        }
    }
}
