package dev.forkd.action.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.action.runner.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsJsonTests {
    @TempDir
    private Path directory;

    private final Console console =
            new Console(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), true);

    private ShardResult result(int index, String stdout, String stderr) throws Exception {
        Recording out = new Recording(directory.resolve(index + ".stdout"));
        Recording err = new Recording(directory.resolve(index + ".stderr"));
        out.add(stdout.getBytes(StandardCharsets.UTF_8));
        err.add(stderr.getBytes(StandardCharsets.UTF_8));
        return new ShardResult(
                index,
                "sb-" + index,
                0,
                Duration.ZERO,
                Duration.ofMillis(5),
                ShardEnd.ENDED,
                OptionalInt.empty(),
                Optional.empty(),
                out,
                err);
    }

    private static JsonNode json(String text) throws Exception {
        return JsonMapper.builder().build().readTree(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "👍", "\"", "\\", "\u0001", "\n", "\u2028"})
    void stays_within_the_budget_whatever_is_printed(String unit) throws Exception {
        String small =
                new ResultsJson(console).small(List.of(result(0, unit.repeat(200_000), "x"), result(1, "y", "")));
        assertThat(small.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(ResultsJson.BUDGET)
                .isGreaterThan(ResultsJson.BUDGET * 9 / 10);
        JsonNode cut = json(small).get(0);
        assertThat(cut.path("stdout").asText())
                .startsWith("[... ")
                .endsWith(unit)
                .doesNotContain("\ufffd");
        assertThat(cut.path("truncated").asBoolean()).isTrue();
        // What is small is whole.
        assertThat(json(small).get(1).path("stdout").asText()).isEqualTo("y");
        assertThat(json(small).get(1).path("truncated").asBoolean()).isFalse();
    }

    @Test
    void many_sandboxes_keep_their_ids_and_exit_codes() throws Exception {
        List<ShardResult> results = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            results.add(result(i, "output " + i, "error"));
        }
        JsonNode all = json(new ResultsJson(console).small(results));
        assertThat(all).hasSize(1000);
        assertThat(all.get(999).path("id").asText()).isEqualTo("sb-999");
        // An output of a job may have 1 MB, counted in UTF-16.
        assertThat(all.toString().length()).isLessThan(250_000);
        results.forEach(result -> {
            result.stdout().close();
            result.stderr().close();
        });
    }

    @Test
    void the_token_is_taken_out() throws Exception {
        console.mask("s3cret");
        assertThat(new ResultsJson(console).small(List.of(result(0, "the s3cret is out", "s3cret"))))
                .doesNotContain("s3cret")
                .contains("the [token] is out")
                .contains("\"truncated\":false");
    }

    @Test
    void text_that_looks_cut_is_not() throws Exception {
        JsonNode entry = json(new ResultsJson(console).small(List.of(result(0, "[... 5 bytes cut]", ""))))
                .get(0);
        assertThat(entry.path("stdout").asText()).isEqualTo("[... 5 bytes cut]");
        assertThat(entry.path("truncated").asBoolean()).isFalse();
    }
}
