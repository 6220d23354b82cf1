package dev.forkd.benchmarks.wholerun;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** What was measured, for programs, for people and as a picture. */
final class Results {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 450;
    private static final double MILLIS = 1000;

    private record Row(
            String variant, int rounds, long median, long min, long max, double ratio, int tests, int failed) {}

    private record Machine(int processors, String os, String java) {}

    private record Document(String suite, Machine machine, List<Row> variants, List<Measured> builds) {}

    private final Suite suite;
    private final List<Measured> builds = new ArrayList<>();

    Results(Suite suite) {
        this.suite = suite;
    }

    void add(Measured build) {
        builds.add(build);
    }

    private List<Row> rows() {
        Map<String, List<Measured>> byVariant = new LinkedHashMap<>();
        builds.forEach(build -> byVariant
                .computeIfAbsent(build.variant(), key -> new ArrayList<>())
                .add(build));
        List<Row> rows = new ArrayList<>();
        double base = 0;
        for (Map.Entry<String, List<Measured>> variant : byVariant.entrySet()) {
            List<Long> sorted =
                    variant.getValue().stream().map(Measured::millis).sorted().toList();
            int middle = sorted.size() / 2;
            long median =
                    sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            base = base == 0 ? median : base;
            Measured last = variant.getValue().get(variant.getValue().size() - 1);
            rows.add(new Row(
                    variant.getKey(),
                    sorted.size(),
                    median,
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    Math.round(100 * median / base) / 100.0,
                    last.tests(),
                    last.failed()));
        }
        return rows;
    }

    /** As a table of Markdown. */
    String table() {
        StringBuilder table = new StringBuilder(
                "| variant | median | min | max | ratio | tests | failed |\n|---|---|---|---|---|---|---|\n");
        for (Row row : rows()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f s | %.1f s | %.1f s | %.2f | %d | %d |%n",
                    row.variant(),
                    row.median() / MILLIS,
                    row.min() / MILLIS,
                    row.max() / MILLIS,
                    row.ratio(),
                    row.tests(),
                    row.failed()));
        }
        return table.toString();
    }

    void write(Path directory) throws IOException {
        String name = suite.name().toLowerCase(Locale.ROOT);
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(
                        directory.resolve(name + ".json").toFile(),
                        new Document(
                                name,
                                new Machine(
                                        Runtime.getRuntime().availableProcessors(),
                                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                                        Runtime.version().toString()),
                                rows(),
                                builds));
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name + ": seconds of a whole build, median")
                .build();
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setLegendVisible(false);
        List<Row> rows = rows();
        chart.addSeries(
                name,
                rows.stream().map(Row::variant).toList(),
                rows.stream().map(row -> row.median() / MILLIS).toList());
        BitmapEncoder.saveBitmap(chart, directory.resolve(name).toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
