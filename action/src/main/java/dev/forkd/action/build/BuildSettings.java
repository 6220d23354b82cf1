package dev.forkd.action.build;

import dev.forkd.action.run.ControllerAddress;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.run.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A build, and the settings for the engine in it.
 *
 * @param command one or several lines
 * @param shell the shell of the runner that reads the lines
 * @param directory the working directory
 * @param variables environment variables for the engine, including the token
 * @param reports patterns of the JUnit XML files that the build writes
 */
public record BuildSettings(
        String command, Shell shell, Path directory, Map<String, String> variables, String reports) {
    private static final String REPORTS =
            """
            **/target/surefire-reports/TEST-*.xml
            **/target/failsafe-reports/TEST-*.xml
            **/build/test-results/**/TEST-*.xml
            """;

    /**
     * Copies the map.
     *
     * @param command lines of the build
     * @param shell reads the lines
     * @param directory the working directory
     * @param variables environment variables for the engine
     * @param reports patterns of the report files
     */
    public BuildSettings {
        variables = Map.copyOf(variables);
    }

    /**
     * Reads and checks the inputs.
     *
     * @param inputs the inputs
     * @param workspace the repository
     * @return the settings
     * @throws InputException if any input is wrong; it names all problems
     */
    public static BuildSettings of(Inputs inputs, Path workspace) throws InputException {
        Map<String, String> variables = new LinkedHashMap<>();
        ControllerAddress controller = ControllerAddress.orEmbedded(inputs);
        String tag = controller.snapshotTag(inputs);
        variables.put("FORKD_URL", inputs.text("url").orElse(ControllerAddress.LOCAL));
        if (!controller.embedded()) {
            variables.put("FORKD_TOKEN", inputs.text("token").orElse(""));
            variables.put("FORKD_SNAPSHOT_TAG", tag);
        }
        putSettings(inputs, variables);
        inputs.text("timings")
                .map(file -> workspace.toAbsolutePath().resolve(file).toString())
                .ifPresent(file -> variables.put("FORKD_TIMINGS", file));
        Optional<String> command = inputs.raw("command");
        if (command.isEmpty()) {
            inputs.problem("command", "is missing. Give the build, for example mvn -B test");
        }
        Path directory =
                workspace.resolve(inputs.text("working_directory").orElse(".")).normalize();
        if (!Files.isDirectory(directory)) {
            inputs.problem("working_directory", "is no directory of the workspace. Was the repository checked out?");
        }
        Shell shell =
                Shell.of(inputs).or(() -> Shell.ofFirstLine(command.orElse(""))).orElse(Shell.STRICT);
        inputs.require();
        return new BuildSettings(
                command.orElse(""),
                shell,
                directory,
                variables,
                inputs.raw("reports").orElse(REPORTS));
    }

    /** The settings that are checked here as the engine would, so that a wrong one costs no build. */
    private static void putSettings(Inputs inputs, Map<String, String> variables) {
        String scope = inputs.text("scope").orElse("all");
        if (!Set.of("all", "annotated").contains(scope)) {
            inputs.problem("scope", "is neither all nor annotated. Use one of them");
        }
        variables.put("FORKD_SCOPE", scope);
        if (inputs.text("n").filter("auto"::equals).isPresent()) {
            variables.put("FORKD_N", "auto");
        } else {
            inputs.number("n", 1, Inputs.MAX_SANDBOXES).ifPresent(n -> variables.put("FORKD_N", Long.toString(n)));
        }
        inputs.number("memory_limit_mib", 1, 1 << 24)
                .ifPresent(limit -> variables.put("FORKD_MEMORY_LIMIT_MIB", Long.toString(limit)));
        inputs.number("unit_timeout", 1, 86_400)
                .ifPresent(seconds -> variables.put("FORKD_UNIT_TIMEOUT", Long.toString(seconds)));
        for (String name : List.of("per_child_netns", "prewarm", "cleanup")) {
            if (inputs.text(name).isPresent()) {
                variables.put("FORKD_" + name.toUpperCase(Locale.ROOT), "" + inputs.truth(name, true));
            }
        }
    }
}
