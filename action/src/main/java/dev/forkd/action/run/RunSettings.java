package dev.forkd.action.run;

import dev.forkd.action.files.ItemList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a run is to do.
 *
 * @param controller the controller of the sandboxes
 * @param snapshotTag the tag to fork from
 * @param program the program for each sandbox
 * @param n how many sandboxes
 * @param only number of the one shard to run, in a single sandbox; empty for all shards
 * @param perChildNetns whether each sandbox gets a network namespace
 * @param memoryLimitMib memory limit of each sandbox in MiB, or empty for none
 * @param prewarm whether to take throw-away snapshots first
 * @param execTimeout how long one command may run
 * @param failOnNonzero whether a failed command fails the step
 * @param cleanup whether the sandboxes are deleted
 * @param artifacts further paths to fetch from each sandbox
 */
public record RunSettings(
        ControllerAddress controller,
        String snapshotTag,
        Program program,
        int n,
        OptionalInt only,
        boolean perChildNetns,
        OptionalLong memoryLimitMib,
        boolean prewarm,
        Duration execTimeout,
        boolean failOnNonzero,
        boolean cleanup,
        List<String> artifacts) {
    private static final long MAX_TIMEOUT = 86_400;

    /**
     * Copies the list.
     *
     * @param controller the controller of the sandboxes
     * @param snapshotTag the tag to fork from
     * @param program the program for each sandbox
     * @param n how many sandboxes
     * @param only number of the one shard to run
     * @param perChildNetns whether each sandbox gets a network namespace
     * @param memoryLimitMib memory limit of each sandbox
     * @param prewarm whether to take throw-away snapshots first
     * @param execTimeout how long one command may run
     * @param failOnNonzero whether a failed command fails the step
     * @param cleanup whether the sandboxes are deleted
     * @param artifacts further paths to fetch
     */
    public RunSettings {
        artifacts = List.copyOf(artifacts);
    }

    /**
     * Reads and checks the inputs.
     *
     * @param inputs the inputs of the step, or the options of the command line
     * @param standard the shell to use if neither an input nor the text's first line names one
     * @return the settings
     * @throws InputException if any input is wrong; it names all problems
     */
    public static RunSettings of(Inputs inputs, Shell standard) throws InputException {
        ControllerAddress controller = ControllerAddress.of(inputs);
        int n = (int) inputs.number("n", 1, Inputs.MAX_SANDBOXES).orElse(1);
        var settings = new RunSettings(
                controller,
                controller.snapshotTag(inputs),
                program(inputs, standard),
                n,
                only(inputs, n),
                inputs.truth("per_child_netns", false),
                OptionalLong.of(inputs.number("memory_limit_mib", 1, 1 << 24).orElse(256)),
                inputs.truth("prewarm", false),
                Duration.ofSeconds(
                        inputs.number("exec_timeout_secs", 1, MAX_TIMEOUT).orElse(300)),
                inputs.truth("fail_on_nonzero", true),
                inputs.truth("cleanup", true),
                artifacts(inputs));
        inputs.require();
        return settings;
    }

    private static OptionalInt only(Inputs inputs, int n) {
        OptionalLong index = inputs.number("index", 0, n - 1L);
        return index.isPresent() ? OptionalInt.of((int) index.getAsLong()) : OptionalInt.empty();
    }

    /**
     * Replaces the program.
     *
     * @param other the new program
     * @return the changed settings
     */
    public RunSettings running(Program other) {
        return new RunSettings(
                controller,
                snapshotTag,
                other,
                n,
                only,
                perChildNetns,
                memoryLimitMib,
                prewarm,
                execTimeout,
                failOnNonzero,
                cleanup,
                artifacts);
    }

    private static List<String> artifacts(Inputs inputs) {
        List<String> places = ItemList.lines(inputs.raw("artifacts").orElse(""));
        if (places.stream().anyMatch(place -> place.startsWith("-"))) {
            inputs.problem("artifacts", "has a path that begins with a dash. Write ./ before it");
        }
        return places;
    }

    /** How many sandboxes are needed. */
    int sandboxes() {
        return only.isPresent() ? 1 : n;
    }

    /**
     * Whether sandboxes need network namespaces: without one they share a single network device, so no two can run at
     * once.
     */
    boolean ownNetworks() {
        return perChildNetns || sandboxes() > 1;
    }

    /** The shard number of the sandbox at a position. */
    int index(int position) {
        return only.orElse(position);
    }

    private static Program program(Inputs inputs, Shell standard) {
        Optional<String> command = inputs.raw("command");
        Optional<String> script = inputs.raw("script");
        if (command.isPresent() == script.isPresent()) {
            inputs.problem(
                    "command",
                    command.isPresent()
                            ? "and input 'script' are both given. Keep one of them"
                            : "and input 'script' are both empty. Give one of them");
        }
        String text = script.or(() -> command).orElse("");
        Shell shell = Shell.of(inputs).or(() -> Shell.ofFirstLine(text)).orElse(standard);
        return script.isPresent() ? Program.script(text, shell) : Program.command(text, shell);
    }
}
