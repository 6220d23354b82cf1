package dev.forkd.action;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.action.files.ItemList;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.split.RecordedTimes;
import dev.forkd.schedule.Estimates;
import dev.forkd.schedule.Schedule;
import dev.forkd.schedule.Timings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forkd-action plan}: shows how a list would be split, and how long that takes, without running anything. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Plans a split by recorded times, and prints when its last sandbox ends, when it would at best,"
                + " and their ratio.")
final class PlanCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--timings",
            required = true,
            paramLabel = "FILE",
            description = "JUnit XML, our history or pytest-split's durations, of an earlier run.")
    private List<Path> timings = new ArrayList<>();

    @Option(
            names = "--actual",
            paramLabel = "FILE",
            description = "The same of the run that is judged; else the plan is judged by its own times.")
    private List<Path> actual = new ArrayList<>();

    @Option(
            names = "--items",
            required = true,
            paramLabel = "FILE",
            description = "What is to be split, one name per line.")
    private @Nullable Path items;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "Another tool's plan, one part in each file, one name per line; is judged beside ours.")
    private List<Path> compared = new ArrayList<>();

    @Option(names = "--n", required = true, paramLabel = "N", description = "How many sandboxes.")
    private int n = 1;

    @Option(names = "--print", description = "Print the parts too, one line for each item.")
    private boolean print;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the plan there: files 0, 1, ... with the names of a part, one per line.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print only the plan, as a JSON array of arrays of names.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        CommandLine line = Optional.ofNullable(spec).orElseThrow().commandLine();
        if (n < 1 || n > Inputs.MAX_SANDBOXES) {
            throw new CommandLine.ParameterException(
                    line, "--n is " + n + ". Use a whole number from 1 to " + Inputs.MAX_SANDBOXES + ".");
        }
        PrintWriter printer = line.getOut();
        List<String> all = ItemList.lines(
                GivenFile.text("--items", Optional.ofNullable(items).orElseThrow()));
        Map<String, Double> expected = Estimates.of(all, read("--timings", timings));
        Schedule plan = Schedule.longestFirst(all, expected, n);
        Path directory = out;
        if (directory != null) {
            Files.createDirectories(directory);
            if (Files.exists(directory.resolve(Integer.toString(n)))) {
                throw new IOException(directory + " holds a plan of more than " + n
                        + " parts, whose other parts would be run too. Delete it, or name another directory");
            }
            for (int i = 0; i < n; i++) {
                Files.write(directory.resolve(Integer.toString(i)), plan.parts().get(i));
            }
        }
        if (json) {
            printer.println(JsonMapper.builder().build().writeValueAsString(plan.parts()));
            return 0;
        }
        judge(all, expected, plan, printer);
        for (int i = 0; print && i < n; i++) {
            String number = Integer.toString(i);
            plan.parts().get(i).forEach(item -> printer.println(number + ": " + item));
        }
        return 0;
    }

    private void judge(List<String> all, Map<String, Double> expected, Schedule plan, PrintWriter printer)
            throws IOException, InputException {
        Map<String, Double> real = actual.isEmpty() ? expected : Estimates.of(all, read("--actual", actual));
        printer.println("static: " + Schedule.of(plan.parts(), real).words());
        printer.println("queue:  " + Schedule.queue(all, expected, real, n).words());
        if (compared.isEmpty()) {
            return;
        }
        List<List<String>> parts = new ArrayList<>();
        for (Path file : compared) {
            parts.add(ItemList.lines(GivenFile.text("--compare", file)));
        }
        Set<String> planned = new TreeSet<>();
        parts.forEach(planned::addAll);
        if (!planned.equals(new TreeSet<>(all))) {
            throw new IOException("the plan to compare has " + planned.size() + " names, and they are not the "
                    + all.size() + " items. Were both made with the same root directory?");
        }
        printer.println("other:  " + Schedule.of(parts, real).words());
    }

    private static Timings read(String option, List<Path> files) throws IOException, InputException {
        var times = new RecordedTimes();
        for (Path file : files) {
            times.add(GivenFile.readable(option, file));
        }
        return times.all();
    }
}
