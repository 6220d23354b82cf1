package dev.forkd.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways to divide real suites: planned by the times of one run, judged by those of another one. Keeps the table in the
 * docs true; run with -Ddocs.write=true to write it anew.
 */
class StrategiesTests {

    private static final Path HISTORIES = Path.of("src", "test", "histories");
    private static final Path DOC = Path.of("..", "docs", "benchmarks.md");
    private static final String START = "<!-- strategies: made by StrategiesTests, do not edit -->\n";
    private static final String END = "<!-- end of strategies -->\n";
    private static final List<String> SUITES = List.of("commons-lang3", "commons-collections4", "forkd-junit");
    private static final int MAX_WORKERS = 16;
    private static final List<Integer> WORKERS = List.of(2, 4, 8, 16);

    @ParameterizedTest
    @ValueSource(strings = {"commons-lang3", "commons-collections4", "forkd-junit"})
    void the_engines_queue_ends_within_two_percent_of_the_bound(String suite) throws IOException {
        assertThat(worst(suite, Strategy.ENGINE, 2)).isLessThanOrEqualTo(1.02);
    }

    @ParameterizedTest
    @ValueSource(strings = {"commons-lang3", "commons-collections4", "forkd-junit"})
    void it_loses_less_than_a_plan_where_the_times_of_an_earlier_run_were_wrong(String suite) throws IOException {
        assertThat(worst(suite, Strategy.ENGINE, 1)).isLessThan(worst(suite, Strategy.STATIC_LONGEST_FIRST, 1));
    }

    @Test
    void every_strategy_runs_everything_once() throws IOException {
        List<String> items = List.copyOf(times("commons-lang3", 1).keySet());
        for (Strategy strategy : Strategy.values()) {
            assertThat(run("commons-lang3", strategy, 8, 1, 2).parts().stream().flatMap(List::stream))
                    .as("%s", strategy)
                    .containsExactlyInAnyOrderElementsOf(items);
        }
    }

    @Test
    void the_table_in_the_docs_is_true() throws IOException {
        String doc = Files.readString(DOC, UTF_8);
        String expected =
                doc.substring(0, doc.indexOf(START) + START.length()) + table() + doc.substring(doc.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOC, expected, UTF_8);
        }
        assertThat(Files.readString(DOC, UTF_8)).isEqualTo(expected);
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("| suite | strategy |");
        WORKERS.forEach(n -> table.append(" n=").append(n).append(" |"));
        table.append(" worst of n ≤ 16 | the same, times known |\n|---|---|")
                .append("---|".repeat(WORKERS.size() + 2))
                .append('\n');
        for (String suite : SUITES) {
            for (Strategy strategy : Strategy.values()) {
                table.append("| ")
                        .append(suite)
                        .append(" | ")
                        .append(strategy.label())
                        .append(" |");
                for (int n : WORKERS) {
                    table.append(String.format(
                            Locale.ROOT,
                            " %.3f |",
                            run(suite, strategy, n, 1, 2).ratio()));
                }
                table.append(String.format(
                        Locale.ROOT, " %.3f | %.3f |%n", worst(suite, strategy, 1), worst(suite, strategy, 2)));
            }
        }
        return table.toString();
    }

    private static double worst(String suite, Strategy strategy, int known) throws IOException {
        double worst = 1;
        for (int n = 1; n <= MAX_WORKERS; n++) {
            worst = Math.max(worst, run(suite, strategy, n, known, 2).ratio());
        }
        return worst;
    }

    private static Schedule run(String suite, Strategy strategy, int n, int known, int happening) throws IOException {
        Map<String, Double> actual = times(suite, happening);
        List<String> items = new ArrayList<>(actual.keySet());
        return strategy.run(items, Estimates.of(items, Timings.ofWholes(times(suite, known))), actual, n);
    }

    private static Map<String, Double> times(String suite, int run) throws IOException {
        Timings timings = new TimingsFile(HISTORIES.resolve(suite + "-" + run + ".json"))
                .read()
                .timings();
        Map<String, Double> seconds = new TreeMap<>();
        timings.units().forEach((name, times) -> seconds.put(name, times.total()));
        return seconds;
    }
}
