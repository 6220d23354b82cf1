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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
    /** Seconds by test of what reports told, by the name under which their sum is above. */
    private final Map<String, Map<String, Double>> reported = new HashMap<>();

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
            add(new JUnitXml().read(file).cases());
        } else {
            readJson(file);
        }
    }

    private void readJson(Path file) throws IOException {
        try {
            Map<String, Double> values = JsonMapper.builder()
                    .build()
                    .readValue(Files.readAllBytes(file), new TypeReference<Map<String, Double>>() {});
            if (values == null) {
                throw new IOException(file + " is no JSON object of seconds by name");
            }
            values.forEach(this::put);
        } catch (JacksonException e) {
            throw new IOException(file + " is no JSON object of seconds by name: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Adds the tests of a report. What several reports say about parts of one file or class is added up; a test that
     * was there before is replaced, because it is from another run.
     *
     * @param tests their times are summed up by file if they name one, else by class
     */
    public void add(List<TestCase> tests) {
        Map<String, Map<String, Double>> sums = new TreeMap<>();
        for (TestCase test : tests) {
            String file = !test.file().isEmpty() ? test.file() : test.className();
            sums.computeIfAbsent(file.isEmpty() ? test.name() : file, key -> new HashMap<>())
                    .merge(test.id(), test.seconds(), Double::sum);
        }
        sums.forEach((name, times) -> {
            Map<String, Double> all = reported.computeIfAbsent(name, key -> new HashMap<>());
            all.putAll(times);
            put(name, all.values().stream().mapToDouble(Double::doubleValue).sum());
        });
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
     * Looks items up: under their own names, those of their tests, or those of their classes. A class name that fits
     * several items, as when two directories have files of one name, is shared by them.
     *
     * @param items files or tests
     * @return seconds of those that are known
     */
    public Map<String, Double> of(List<String> items) {
        Map<String, Double> known = new TreeMap<>();
        Map<String, Map<String, Double>> guesses = new TreeMap<>();
        Map<String, Integer> claims = new HashMap<>();
        for (String item : items) {
            Map<String, Double> own = own(item);
            if (!own.isEmpty()) {
                known.put(item, sum(own));
                continue;
            }
            Map<String, Double> guess = ofClass(item);
            if (!guess.isEmpty()) {
                guesses.put(item, guess);
                guess.keySet().forEach(name -> claims.merge(name, 1, Integer::sum));
            }
        }
        guesses.forEach((item, guess) -> {
            guess.replaceAll((name, time) -> time / claims.getOrDefault(name, 1));
            known.put(item, sum(guess));
        });
        return known;
    }

    private Map<String, Double> own(String item) {
        Double exact = seconds.get(item);
        if (exact != null) {
            return Map.of(item, exact);
        }
        Map<String, Double> parts = new TreeMap<>();
        parts.putAll(startingWith(item + "::"));
        parts.putAll(startingWith(item + "#"));
        return parts;
    }

    /** Packages hold classes, and src/test/java/a/BTest.java is class a.BTest: the longest name that is known counts. */
    private Map<String, Double> ofClass(String item) {
        String name = item.replaceFirst("\\.\\w{1,5}$", "").replace('/', '.');
        boolean whole = true;
        // One word alone says too little of where it is, but for the whole item.
        while (whole || name.indexOf('.') >= 0) {
            Map<String, Double> parts = new TreeMap<>();
            Double known = seconds.get(name);
            if (known != null) {
                parts.put(name, known);
            }
            parts.putAll(startingWith(name + "."));
            parts.putAll(startingWith(name + "$"));
            if (!parts.isEmpty() || name.indexOf('.') < 0) {
                return parts;
            }
            name = name.substring(name.indexOf('.') + 1);
            whole = false;
        }
        return Map.of();
    }

    private static double sum(Map<String, Double> times) {
        return times.values().stream().mapToDouble(Double::doubleValue).sum();
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
        Map<String, Double> known = of(items);
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
