package dev.forkd.action.split;

import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be split and how.
 *
 * @param items files or tests; empty if the framework cuts by itself
 * @param timings what is known about them
 * @param history where what was measured is kept, if anywhere
 * @param queue whether sandboxes pull the next item when they are free
 * @param framework whose variables are set
 */
public record SplitSettings(
        List<String> items, Timings timings, Optional<Path> history, boolean queue, Framework framework) {
    /**
     * Reads and checks the inputs.
     *
     * @param inputs as given
     * @param workspace where files are looked for
     * @return the settings
     * @throws InputException with all that is wrong
     */
    public static SplitSettings of(Inputs inputs, Path workspace) throws InputException {
        List<String> items = items(inputs, workspace);
        String mode = inputs.text("mode").orElse("static");
        if (!mode.equals("static") && !mode.equals("queue")) {
            inputs.problem("mode", "is neither static nor queue. Use one of them");
        }
        String name = inputs.text("framework").orElse("none");
        Framework framework = Framework.named(name).orElse(Framework.NONE);
        if (!framework.label().equals(name)) {
            inputs.problem("framework", "is not one of " + Framework.names() + ". Use one of them, or none");
        }
        if (items.isEmpty() && (framework == Framework.NONE || mode.equals("queue"))) {
            inputs.problem(
                    "files", "and input 'tests' name nothing. Name files or tests, or a framework that cuts by itself");
        }
        Optional<Path> history = inputs.text("history").map(workspace::resolve);
        Timings timings = timings(inputs, workspace, history);
        inputs.require();
        return new SplitSettings(items, timings, history, mode.equals("queue"), framework);
    }

    private static List<String> items(Inputs inputs, Path workspace) {
        Set<String> items =
                new LinkedHashSet<>(ItemList.lines(inputs.raw("tests").orElse("")));
        Optional<String> patterns = inputs.raw("files");
        if (patterns.isPresent()) {
            try {
                List<String> files = ItemList.files(workspace, patterns.get());
                if (files.isEmpty()) {
                    inputs.problem("files", "matches nothing in the workspace. Was the repository checked out?");
                }
                items.addAll(files);
            } catch (IOException e) {
                inputs.problem("files", "cannot be used: " + e.getMessage());
            }
        }
        return List.copyOf(items);
    }

    private static Timings timings(Inputs inputs, Path workspace, Optional<Path> history) {
        var timings = new Timings();
        List<Path> files = new ArrayList<>();
        try {
            Optional<String> patterns = inputs.raw("timings");
            if (patterns.isPresent()) {
                ItemList.files(workspace, patterns.get()).forEach(file -> files.add(workspace.resolve(file)));
                for (Path file : files) {
                    timings.read(file);
                }
            }
        } catch (IOException e) {
            inputs.problem("timings", "cannot be used: " + e.getMessage());
        }
        try {
            if (history.isPresent() && java.nio.file.Files.exists(history.get())) {
                timings.read(history.get());
            }
        } catch (IOException e) {
            inputs.problem("history", "cannot be used: " + e.getMessage() + ". Delete the file to start anew");
        }
        return timings;
    }
}
