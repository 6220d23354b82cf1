package dev.forkd.engine.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the table of settings in the user guide true. Run with -Ddocs.write=true to write it anew. */
class ConfigurationDocTests {

    private static final Path DOC = Path.of("..", "docs", "configuration.md");
    private static final String START = "<!-- settings: made from Setting.java, do not edit -->\n";
    private static final String END = "<!-- end of settings -->\n";

    @Test
    void theTableInTheUserGuideListsEverySetting() throws IOException {
        String doc = Files.readString(DOC, UTF_8);
        String expected =
                doc.substring(0, doc.indexOf(START) + START.length()) + table() + doc.substring(doc.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOC, expected, UTF_8);
        }
        assertThat(Files.readString(DOC, UTF_8)).isEqualTo(expected);
    }

    private static String table() {
        return Arrays.stream(Setting.values())
                .map(setting -> "| `" + setting.key() + "` | `" + setting.variable() + "` | "
                        + (setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`") + " | "
                        + setting.meaning() + " |\n")
                .collect(Collectors.joining(
                        "", "| setting | environment | default | meaning |\n|---|---|---|---|\n", ""));
    }
}
