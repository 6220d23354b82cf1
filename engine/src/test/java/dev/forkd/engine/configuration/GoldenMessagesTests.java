package dev.forkd.engine.configuration;

import dev.forkd.engine.Golden;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.ConfigurationParameters;

/** What people read when their settings are refused, as it was looked at. */
class GoldenMessagesTests {

    @Test
    void of_settings() throws IOException {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("forkd.snapshot", "x");
        wrong.put("forkd.banana", "x");
        wrong.put("forkd.scope", "everything");
        wrong.put("forkd.n", "0");
        wrong.put("forkd.url", "forkd.example:8889");
        wrong.put("forkd.cleanup", "false");
        wrong.put("forkd.per-child-netns", "yes");
        wrong.put("forkd.files", "../secrets");
        wrong.put("forkd.snapshot-tag", "a b");
        wrong.put("forkd.repeat", "missing/run.json:2");
        StringBuilder messages = new StringBuilder();
        wrong.forEach((key, value) ->
                messages.append(message(new Parameters(Map.of(key, value)))).append('\n'));
        messages.append(message(new Parameters(Map.of("forkd.url", "http://127.0.0.1:1"))))
                .append('\n');
        messages.append(message(new Parameters(Map.of("forkd.scop", "all", "forkd.n", "two", "forkd.warm", "hot"))))
                .append('\n');
        ForkdConfiguration.warningsAbout(Map.of("FORKD_SNAPSHOT_TGA", "x", "FORKD_BANANA", "x"))
                .forEach(warning -> messages.append(warning).append('\n'));
        Golden.check("settings.txt", messages.toString());
    }

    private static String message(ConfigurationParameters parameters) {
        try {
            ForkdConfiguration.read(parameters, Map.of());
            return "not refused: " + parameters.keySet();
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
