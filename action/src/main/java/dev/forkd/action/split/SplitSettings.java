package dev.forkd.action.split;

import dev.forkd.action.files.ItemList;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.runner.SafeText;
import dev.forkd.schedule.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to split, and how.
 *
 * @param items files or tests; empty if the framework divides its tests itself
 * @param timings known times of the items
 * @param history file in which measured times are kept, if any
 * @param queue whether sandboxes take the next item when they are free
 * @param framework the framework whose variables are set
 * @param warnings messages for the user about what could not be used
 */
public record SplitSettings(
        List<String> items,
        Timings timings,
        Optional<Path> history,
        boolean queue,
        Framework framework,
        List<String> warnings) {
    private static final int MAX_SHOWN = 5;

    /**
     * Copies the lists.
     *
     * @param items files or tests
     * @param timings known times
     * @param history file for measured times
     * @param queue whether sandboxes take one item at a time
     * @param framework the framework whose variables are set
     * @param warnings messages for the user
     */
    public SplitSettings {
        items = List.copyOf(items);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads and checks the inputs.
     *
     * @param inputs the inputs
     * @param workspace the directory to search for files
     * @return the settings
     * @throws InputException if any input is wrong; it names all problems
     */
    public static SplitSettings of(Inputs inputs, Path workspace) throws InputException {
        List<String> warnings = new ArrayList<>();
        List<String> items = items(inputs, workspace, warnings);
        String mode = inputs.text("mode").orElse("static");
        if (!mode.equals("static") && !mode.equals("queue")) {
            inputs.problem("mode", "is neither static nor queue. Use one of them");
        }
        String name = inputs.text("framework").orElse("none");
        Framework framework = Framework.named(name).orElse(Framework.NONE);
        if (!framework.label().equals(name)) {
            String near = Framework.near(name);
            inputs.problem(
                    "framework",
                    "is '" + name + "', which is not one of " + Framework.names() + "."
                            + (near.isEmpty() ? " Use one of them, or none" : near));
        }
        boolean asked = inputs.raw("files").isPresent();
        if (items.isEmpty() && !asked && (framework == Framework.NONE || mode.equals("queue"))) {
            inputs.problem(
                    "files",
                    "names nothing, and neither does 'tests'. Name files or tests, or a framework that cuts by itself");
        }
        Optional<Path> history = inputs.text("history").map(workspace::resolve);
        Timings timings = timings(inputs, workspace, history, warnings);
        inputs.require();
        return new SplitSettings(items, timings, history, mode.equals("queue"), framework, warnings);
    }

    private static List<String> items(Inputs inputs, Path workspace, List<String> warnings) {
        Set<String> items =
                new LinkedHashSet<>(ItemList.lines(inputs.raw("tests").orElse("")));
        Optional<String> patterns = inputs.raw("files");
        if (patterns.isPresent()) {
            try {
                ItemList found = ItemList.sources(workspace, patterns.get());
                if (!found.unusable().isEmpty()) {
                    inputs.problem(
                            "files",
                            "matches files whose names cannot be handed on, because they have a line break or are not in"
                                    + " the character set of this machine's locale: " + first(found.unusable())
                                    + ". Rename them, or exclude them with a line that begins with !");
                } else if (found.files().isEmpty()) {
                    inputs.problem(
                            "files",
                            "matches nothing in the workspace, to which patterns are relative: "
                                    + first(found.unmatched()) + ". Was the repository checked out?");
                } else if (!found.unmatched().isEmpty()) {
                    warnings.add("Input 'files' has patterns that match nothing: " + first(found.unmatched()));
                }
                if (!found.leftOut().isEmpty()) {
                    warnings.add("Input 'files' did not look into " + first(found.leftOut())
                            + ". Name such a directory in a pattern if it holds tests");
                }
                items.addAll(found.files());
            } catch (IOException e) {
                inputs.problem("files", "cannot be used: " + e.getMessage());
            }
        }
        return List.copyOf(items);
    }

    private static String first(List<String> names) {
        String shown = names.stream().limit(MAX_SHOWN).map(SafeText::line).collect(Collectors.joining(", "));
        return names.size() > MAX_SHOWN ? shown + ", ..." : shown;
    }

    /** Reads the times. They only help planning, so a file that cannot be read merely gives a warning. */
    private static Timings timings(Inputs inputs, Path workspace, Optional<Path> history, List<String> warnings) {
        var timings = new RecordedTimes();
        try {
            for (String file : ItemList.outputs(workspace, inputs.raw("timings").orElse(""))) {
                read(timings, workspace.resolve(file), "timings", warnings);
            }
        } catch (IOException e) {
            inputs.problem("timings", "cannot be used: " + e.getMessage());
        }
        history.filter(Files::exists).ifPresent(file -> read(timings, file, "history", warnings));
        return timings.all();
    }

    private static void read(RecordedTimes timings, Path file, String input, List<String> warnings) {
        try {
            timings.add(file)
                    .ifPresent(problem ->
                            warnings.add("Input '" + input + "' names " + file.getFileName() + ", but " + problem));
        } catch (IOException e) {
            warnings.add("Input '" + input + "' names " + file.getFileName() + ", which cannot be read: "
                    + e.getMessage() + ". Without it, items count as equally long");
        }
    }
}
