package dev.forkd.action.run;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Token;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a run is to do.
 *
 * @param controller where the controller is; empty for the embedded one
 * @param token for it
 * @param snapshotTag what to fork from
 * @param program what to run in each sandbox
 * @param n how many sandboxes
 * @param only the one shard to run, in a single sandbox; empty for all
 * @param perChildNetns whether each gets a network namespace
 * @param memoryLimitMib limit on each, or empty for none
 * @param prewarm whether to take throw-away snapshots first
 * @param execTimeout how long one command may run
 * @param failOnNonzero whether a failed command fails the step
 * @param cleanup whether the sandboxes are deleted
 */
public record RunSettings(
        Optional<URI> controller,
        Token token,
        String snapshotTag,
        Program program,
        int n,
        OptionalInt only,
        boolean perChildNetns,
        OptionalLong memoryLimitMib,
        boolean prewarm,
        Duration execTimeout,
        boolean failOnNonzero,
        boolean cleanup) {
    /** The value of {@code url} that stands for the embedded controller. */
    public static final String LOCAL = "local";

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final long LONGEST_TIMEOUT = 86_400;

    /**
     * Reads and checks the inputs.
     *
     * @param inputs as the runner or the command line gave them
     * @return the settings
     * @throws InputException with all that is wrong
     */
    public static RunSettings of(Inputs inputs) throws InputException {
        String url = inputs.text("url").orElse("");
        if (url.isEmpty()) {
            inputs.problem("url", "is missing. Give the controller's address, or 'local' to try it on this machine");
        }
        boolean local = url.equals(LOCAL);
        Optional<URI> controller = local || url.isEmpty() ? Optional.empty() : address(inputs, url);
        int n = (int) inputs.number("n", 1, 1000).orElse(1);
        var settings = new RunSettings(
                controller,
                local ? Token.NONE : token(inputs),
                tag(inputs, local),
                program(inputs),
                n,
                only(inputs, n),
                inputs.truth("per_child_netns", false),
                OptionalLong.of(inputs.number("memory_limit_mib", 1, 1 << 24).orElse(256)),
                inputs.truth("prewarm", false),
                Duration.ofSeconds(
                        inputs.number("exec_timeout_secs", 1, LONGEST_TIMEOUT).orElse(300)),
                inputs.truth("fail_on_nonzero", true),
                inputs.truth("cleanup", true));
        inputs.require();
        return settings;
    }

    private static OptionalInt only(Inputs inputs, int n) {
        OptionalLong index = inputs.number("index", 0, n - 1L);
        return index.isPresent() ? OptionalInt.of((int) index.getAsLong()) : OptionalInt.empty();
    }

    /**
     * Changes what is run.
     *
     * @param other instead of the program
     * @return the changed settings
     */
    public RunSettings running(Program other) {
        return new RunSettings(
                controller,
                token,
                snapshotTag,
                other,
                n,
                only,
                perChildNetns,
                memoryLimitMib,
                prewarm,
                execTimeout,
                failOnNonzero,
                cleanup);
    }

    /** How many sandboxes are needed. */
    int sandboxes() {
        return only.isPresent() ? 1 : n;
    }

    /** The number that a sandbox gets. */
    int index(int position) {
        return only.orElse(position);
    }

    private static Optional<URI> address(Inputs inputs, String url) {
        try {
            URI address = new URI(url);
            // The client knows what an address may be; what it refuses it does not repeat.
            return Optional.of(ForkdClient.builder(address).build().controller());
        } catch (java.net.URISyntaxException e) {
            inputs.problem("url", "is no address. Use, for example, http://127.0.0.1:8889");
        } catch (ForkdException e) {
            inputs.problem("url", "cannot be used: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Token token(Inputs inputs) {
        Optional<String> token = inputs.text("token");
        if (token.isEmpty()) {
            inputs.problem(
                    "token",
                    "is empty. Store the controller's token as a secret and pass ${{ secrets.FORKD_TOKEN }};"
                            + " workflows of forks get no secrets, use url: local there");
            return Token.NONE;
        }
        try {
            return Token.of(token.get());
        } catch (ForkdException e) {
            inputs.problem("token", "cannot be used: " + e.getMessage());
            return Token.NONE;
        }
    }

    private static String tag(Inputs inputs, boolean local) {
        Optional<String> tag = inputs.text("snapshot_tag");
        if (tag.isEmpty() && !local) {
            inputs.problem("snapshot_tag", "is missing. Name the snapshot to fork the sandboxes from");
        }
        String name = tag.orElse(LOCAL);
        if (!TAG.matcher(name).matches()) {
            inputs.problem("snapshot_tag", "is not 1 to 64 ASCII letters, digits, dashes or underscores");
        }
        return name;
    }

    private static Program program(Inputs inputs) {
        Optional<String> command = inputs.raw("command");
        Optional<String> script = inputs.raw("script");
        if (command.isPresent() == script.isPresent()) {
            inputs.problem(
                    "command",
                    command.isPresent()
                            ? "and input 'script' are both given. Keep one of them"
                            : "and input 'script' are both empty. Give one of them");
        }
        return script.map(Program::script).orElseGet(() -> Program.command(command.orElse("")));
    }
}
