package dev.forkd.engine.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the tables in the user guide true. Run with -Ddocs.write=true to write it anew. */
class ConfigurationDocTests {

    private static final Path DOC = Path.of("..", "docs", "configuration.md");
    private static final Path DOCTOR =
            Path.of("..", "local", "src", "main", "resources", "dev", "forkd", "local", "cli", "variables.txt");
    private static final String REMEDY =
            "what 'mvn -pl engine test -Dtest=ConfigurationDocTests -Ddocs.write=true' writes";
    private static final String SETTINGS = "settings: made from Setting.java, do not edit";
    private static final String VARIABLES = "variables: made from Setting.java and OtherVariable.java, do not edit";

    @Test
    void the_table_in_the_user_guide_lists_every_setting() throws IOException {
        check(SETTINGS, settings());
    }

    @Test
    void the_table_in_the_user_guide_lists_every_variable() throws IOException {
        check(VARIABLES, variables());
    }

    /** The doctor, which cannot see the engine, reads the names from a file of its own. */
    @Test
    void the_doctor_knows_every_variable() throws IOException {
        String names = Stream.concat(
                        Arrays.stream(Setting.values()).map(Setting::variable),
                        Arrays.stream(OtherVariable.values()).map(OtherVariable::variable))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCTOR, names, UTF_8);
        }
        assertThat(Files.readString(DOCTOR, UTF_8)).as(REMEDY).isEqualTo(names);
    }

    private static void check(String title, String table) throws IOException {
        String start = "<!-- " + title + " -->\n";
        String end = "<!-- end of " + title.substring(0, title.indexOf(':')) + " -->\n";
        String doc = Files.readString(DOC, UTF_8);
        String expected =
                doc.substring(0, doc.indexOf(start) + start.length()) + table + doc.substring(doc.indexOf(end));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOC, expected, UTF_8);
        }
        assertThat(Files.readString(DOC, UTF_8)).as(REMEDY).isEqualTo(expected);
    }

    private static String settings() {
        return Arrays.stream(Setting.values())
                .map(setting -> "| `" + setting.key() + "` | `" + setting.variable() + "` | "
                        + (setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`") + " | "
                        + setting.meaning() + " |\n")
                .collect(Collectors.joining(
                        "", "| setting | environment | default | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String variables() {
        return Stream.concat(
                        Arrays.stream(Setting.values())
                                .map(setting ->
                                        "| `" + setting.variable() + "` | the setting `" + setting.key() + "` |\n"),
                        Arrays.stream(OtherVariable.values())
                                .map(other -> "| `" + other.variable() + "` | " + other.meaning() + " |\n"))
                .sorted()
                .collect(Collectors.joining("", "| variable | meaning |\n|---|---|\n", ""));
    }
}
