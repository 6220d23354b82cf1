package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The action.yml files, the frozen interface, and the tables of the README, which are made from them. */
class ActionFilesTests {
    /** {@code -Ddocs.write=true} writes the tables instead of comparing them. */
    private static final boolean UPDATE = Boolean.getBoolean("docs.write");

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(Path file) throws IOException {
        return (Map<String, Object>) new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> section(Path file, String name) throws IOException {
        return (Map<String, Map<String, Object>>) yaml(file).get(name);
    }

    @Test
    void the_original_interface_is_frozen() throws IOException {
        Map<String, Map<String, Object>> inputs = section(Path.of("action.yml"), "inputs");
        Map<String, Object> defaults = new LinkedHashMap<>();
        inputs.forEach((name, input) ->
                defaults.put(name, Boolean.TRUE.equals(input.get("required")) ? "required" : input.get("default")));
        // These came later.
        assertThat(defaults.keySet()).endsWith("shell", "artifacts");
        defaults.remove("shell");
        defaults.remove("artifacts");
        assertThat(defaults).containsExactlyEntriesOf(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            {
                put("url", "required");
                put("token", "required");
                put("snapshot_tag", "required");
                put("command", "");
                put("script", "");
                put("n", "1");
                put("per_child_netns", "false");
                put("memory_limit_mib", "256");
                put("prewarm", "false");
                put("exec_timeout_secs", "300");
                put("fail_on_nonzero", "true");
                put("cleanup", "true");
            }
        });
        assertThat(section(Path.of("action.yml"), "outputs").keySet())
                .containsExactly("results", "any_failed", "results_file", "junit_file", "artifacts_dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "build", "split", "upload", "download"})
    void each_action_is_complete(String directory) throws IOException {
        Path file = Path.of(directory).resolve("action.yml");
        Map<String, Object> runs = yamlSection(file);
        assertThat(runs).containsEntry("using", "node24");
        for (String part : new String[] {"main", "post"}) {
            Path script = Path.of(directory).resolve((String) runs.get(part)).normalize();
            assertThat(script).exists();
        }
        Path types = Path.of(directory).resolve("action-types.yml");
        assertThat(section(types, "inputs").keySet())
                .isEqualTo(section(file, "inputs").keySet());
        assertThat(section(types, "outputs").keySet())
                .isEqualTo(section(file, "outputs").keySet());
        checkTable(directory.isEmpty() ? "run" : directory, "inputs", inputs(file));
        checkTable(directory.isEmpty() ? "run" : directory, "outputs", outputs(file));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yamlSection(Path file) throws IOException {
        return (Map<String, Object>) yaml(file).get("runs");
    }

    private static String inputs(Path file) throws IOException {
        StringBuilder table = new StringBuilder("| input | default | meaning |\n| --- | --- | --- |\n");
        section(file, "inputs").forEach((name, input) -> {
            Object standard = input.get("default");
            String shown = Boolean.TRUE.equals(input.get("required"))
                    ? "required"
                    : standard == null || standard.toString().isEmpty() ? "" : "`" + standard + "`";
            table.append("| `" + name + "` | " + shown + " | " + cell(input.get("description")) + " |\n");
        });
        return table.toString();
    }

    private static String outputs(Path file) throws IOException {
        StringBuilder table = new StringBuilder("| output | meaning |\n| --- | --- |\n");
        section(file, "outputs")
                .forEach((name, output) ->
                        table.append("| `" + name + "` | " + cell(output.get("description")) + " |\n"));
        return table.toString();
    }

    private static String cell(Object text) {
        return text.toString().strip().replace("|", "\\|");
    }

    private static void checkTable(String action, String kind, String expected) throws IOException {
        Path readme = Path.of("README.md");
        String text = Files.readString(readme);
        String start = "<!-- " + kind + " of " + action + " -->\n";
        String end = "<!-- end -->";
        assertThat(text).contains(start);
        int from = text.indexOf(start) + start.length();
        int to = text.indexOf(end, from);
        if (UPDATE) {
            Files.writeString(readme, text.substring(0, from) + expected + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as("run with -Ddocs.write=true")
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_launcher_stays_small_and_alone() throws IOException {
        for (String name : new String[] {"launcher.js", "java.js"}) {
            assertThat(Files.readString(Path.of("dist", name))
                            .lines()
                            .filter(line -> line.contains("require("))
                            .filter(line -> !line.contains("'node:") && !line.contains("'./")))
                    .isEmpty();
        }
    }
}
