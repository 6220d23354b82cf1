package dev.forkd.action.split;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.action.report.JUnitXml;
import dev.forkd.action.report.TestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How long files or tests took: from JUnit XML, from a history of our own, or from pytest-split's durations, which
 * has the same form. Not thread-safe.
 */
public final class Timings {
    /** What a test counts as that nobody knows, when nobody knows any. */
    private static final double UNKNOWN = 1;

    private static final double SHORTEST = 0.001;

    private final NavigableMap<String, Double> seconds = new TreeMap<>();

    /** Starts without any. */
    public Timings() {}

    /**
     * Reads a file of either kind.
     *
     * @param file JSON or XML, by its name
     * @throws IOException if it cannot be read
     */
    public void read(Path file) throws IOException {
        if (file.toString().endsWith(".xml")) {
            add(new JUnitXml().read(file));
        } else {
            readJson(file);
        }
    }

    private void readJson(Path file) throws IOException {
        try {
            JsonMapper.builder()
                    .build()
                    .readValue(Files.readAllBytes(file), new TypeReference<Map<String, Double>>() {})
                    .forEach(this::put);
        } catch (JacksonException e) {
            throw new IOException(file + " is no JSON object of seconds by name: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Adds the tests of a report.
     *
     * @param tests their times are summed up by file if they name one, else by class
     */
    public void add(List<TestCase> tests) {
        Map<String, Double> sums = new TreeMap<>();
        for (TestCase test : tests) {
            String name = !test.file().isEmpty() ? test.file() : test.className();
            sums.merge(name.isEmpty() ? test.name() : name, test.seconds(), Double::sum);
        }
        sums.forEach((name, sum) -> put(name, sum));
    }

    /**
     * Sets one.
     *
     * @param name file or test
     * @param time in seconds; the mean with what was known, so that one slow run does not turn everything over
     */
    public void blend(String name, double time) {
        Double known = seconds.get(name);
        put(name, known == null ? time : (known + time) / 2);
    }

    private void put(String name, Double time) {
        if (time != null && time >= 0 && time < 1e9) {
            seconds.put(name.replace('\\', '/'), Math.max(SHORTEST, time));
        }
    }

    /**
     * Looks one up.
     *
     * @param item file or test
     * @return its seconds if they are known: under its own name, that of its class, or those of its tests
     */
    public OptionalDouble of(String item) {
        Double exact = seconds.get(item);
        if (exact != null) {
            return OptionalDouble.of(exact);
        }
        // Files hold tests and classes, packages hold classes, and src/test/java/a/BTest.java is class a.BTest.
        String dotted = item.replaceFirst("\\.\\w{1,5}$", "").replace('/', '.');
        Map<String, Double> parts = new TreeMap<>();
        parts.putAll(startingWith(item + "::"));
        parts.putAll(startingWith(item + "#"));
        parts.putAll(startingWith(dotted + "."));
        int dots = (int) dotted.chars().filter(c -> c == '.').count();
        String name = dotted;
        for (int left = dots; left >= 0; left--) {
            Double known = seconds.get(name);
            // One word alone says too little of where it is, but for the whole item.
            if (known != null && (left > 0 || dots == 0)) {
                parts.put(name, known);
            }
            name = name.substring(name.indexOf('.') + 1);
        }
        return parts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        parts.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    private Map<String, Double> startingWith(String prefix) {
        return seconds.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    /**
     * Looks all up; what is unknown counts as the mean of the others.
     *
     * @param items files or tests
     * @return seconds for each
     */
    public Map<String, Double> estimate(List<String> items) {
        Map<String, Double> known = new TreeMap<>();
        for (String item : items) {
            of(item).ifPresent(time -> known.put(item, time));
        }
        double mean = known.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(UNKNOWN);
        Map<String, Double> all = new TreeMap<>();
        items.forEach(item -> all.put(item, known.getOrDefault(item, mean)));
        return all;
    }

    /**
     * Writes the history.
     *
     * @param file JSON, replaced when it is complete
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, ".timings", ".part");
        try {
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValue(part.toFile(), seconds);
            Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
