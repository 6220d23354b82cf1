package dev.forkd.action.build;

import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Token;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which build, and what the engine in it is told.
 *
 * @param command for the runner's {@code sh}
 * @param directory where it starts
 * @param variables for the engine, the token included
 * @param reports patterns of the JUnit XML that the build writes
 */
public record BuildSettings(String command, Path directory, Map<String, String> variables, String reports) {
    private static final String LOCAL = "local";
    private static final String REPORTS =
            """
            **/target/surefire-reports/TEST-*.xml
            **/target/failsafe-reports/TEST-*.xml
            **/build/test-results/**/TEST-*.xml
            """;

    /**
     * Copies the map.
     *
     * @param command the build
     * @param directory where
     * @param variables for the engine
     * @param reports patterns
     */
    public BuildSettings {
        variables = Map.copyOf(variables);
    }

    /**
     * Reads and checks the inputs.
     *
     * @param inputs as given
     * @param workspace the repository
     * @return the settings
     * @throws InputException with all that is wrong
     */
    public static BuildSettings of(Inputs inputs, Path workspace) throws InputException {
        Map<String, String> variables = new LinkedHashMap<>();
        String url = inputs.text("url").orElse(LOCAL);
        variables.put("FORKD_URL", url);
        if (!url.equals(LOCAL)) {
            remote(inputs, url, variables);
        }
        String scope = inputs.text("scope").orElse("all");
        if (!Set.of("all", "annotated").contains(scope)) {
            inputs.problem("scope", "is neither all nor annotated. Use one of them");
        }
        variables.put("FORKD_SCOPE", scope);
        inputs.number("n", 1, 1000).ifPresent(n -> variables.put("FORKD_N", Long.toString(n)));
        inputs.number("memory_limit_mib", 1, 1 << 24)
                .ifPresent(limit -> variables.put("FORKD_MEMORY_LIMIT_MIB", Long.toString(limit)));
        inputs.number("exec_timeout_secs", 1, 86_400)
                .ifPresent(seconds -> variables.put("FORKD_EXEC_TIMEOUT_SECS", Long.toString(seconds)));
        for (String name : List.of("per_child_netns", "prewarm", "cleanup")) {
            if (inputs.text(name).isPresent()) {
                variables.put("FORKD_" + name.toUpperCase(java.util.Locale.ROOT), "" + inputs.truth(name, true));
            }
        }
        Optional<String> command = inputs.raw("command");
        if (command.isEmpty()) {
            inputs.problem("command", "is missing. Give the build, for example mvn -B test");
        }
        Path directory =
                workspace.resolve(inputs.text("working_directory").orElse(".")).normalize();
        if (!Files.isDirectory(directory)) {
            inputs.problem("working_directory", "is no directory of the workspace. Was the repository checked out?");
        }
        inputs.require();
        return new BuildSettings(
                command.orElse(""), directory, variables, inputs.raw("reports").orElse(REPORTS));
    }

    private static void remote(Inputs inputs, String url, Map<String, String> variables) {
        try {
            URI ignored = ForkdClient.builder(new URI(url)).build().controller();
        } catch (URISyntaxException e) {
            inputs.problem("url", "is no address. Use, for example, http://127.0.0.1:8889, or local");
        } catch (ForkdException e) {
            inputs.problem("url", "cannot be used: " + e.getMessage());
        }
        Optional<String> token = inputs.text("token");
        if (token.isEmpty()) {
            inputs.problem(
                    "token", "is empty. Pass ${{ secrets.FORKD_TOKEN }}, or use url: local where there are no secrets");
        } else {
            try {
                Token ignored = Token.of(token.get());
                variables.put("FORKD_TOKEN", token.get());
            } catch (ForkdException e) {
                inputs.problem("token", "cannot be used: " + e.getMessage());
            }
        }
        Optional<String> tag = inputs.text("snapshot_tag");
        if (tag.isEmpty() || !tag.get().matches("[A-Za-z0-9_-]{1,64}")) {
            inputs.problem(
                    "snapshot_tag", "must name a snapshot: 1 to 64 ASCII letters, digits, dashes or underscores");
        }
        variables.put("FORKD_SNAPSHOT_TAG", tag.orElse(""));
    }
}
