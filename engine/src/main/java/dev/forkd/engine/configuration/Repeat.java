package dev.forkd.engine.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What one sandbox of an earlier run did, read from that run's {@code run.json}, so that it can be done again: the units
 * in the same order, and the same {@code SANDBOX_INDEX} and {@code SANDBOX_COUNT}.
 *
 * @param value the setting's value, which names the file and the sandbox
 * @param units ids of the units that it ran, in the order in which it began them
 * @param index its number, from 0
 * @param count how many sandboxes there were
 */
public record Repeat(String value, List<String> units, int index, int count) {

    private static final long MAX_BYTES = 256L << 20;

    /**
     * Copies the list.
     *
     * @param value the setting's value, which names the file and the sandbox
     * @param units ids of the units that it ran, in the order in which it began them
     * @param index its number, from 0
     * @param count how many sandboxes there were
     */
    public Repeat {
        units = List.copyOf(units);
    }

    /** Reads the report that a setting names. */
    static Repeat read(String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1 || !value.substring(colon + 1).matches("\\d{1,4}")) {
            throw wrong(value, "");
        }
        int index = Integer.parseInt(value.substring(colon + 1));
        try {
            Path file = Path.of(value.substring(0, colon)).toAbsolutePath();
            if (Files.size(file) > MAX_BYTES) {
                throw wrong(value, " " + file + " is too large for a report.");
            }
            return read(value, JsonMapper.builder().build().readTree(Files.readAllBytes(file)), index);
        } catch (IOException | InvalidPathException e) {
            // Jackson's messages quote the file, which is not needed here.
            throw wrong(value, " That file cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static Repeat read(String value, JsonNode run, int index) {
        Map<String, Double> starts = new LinkedHashMap<>();
        TreeSet<Integer> sandboxes = new TreeSet<>();
        run.path("sandboxes")
                .forEach(sandbox -> sandboxes.add(sandbox.path("index").asInt()));
        for (JsonNode unit : run.path("units")) {
            String id = unit.path("id").asText();
            unit.path("earlier").forEach(stay -> began(starts, id, stay, index));
            began(starts, id, unit, index);
        }
        if (starts.isEmpty()) {
            throw wrong(
                    value, " Sandbox " + index + " ran nothing there; the report has the sandboxes " + sandboxes + ".");
        }
        List<String> units = starts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        return new Repeat(value, units, index, Math.max(index, sandboxes.isEmpty() ? 0 : sandboxes.last()) + 1);
    }

    private static void began(Map<String, Double> starts, String unit, JsonNode stay, int index) {
        if (stay.path("sandbox").isInt()
                && stay.path("sandbox").asInt() == index
                && stay.path("start").isNumber()) {
            starts.merge(unit, stay.path("start").asDouble(), Math::min);
        }
    }

    private static ConfigurationException wrong(String value, String why) {
        return SettingsReader.wrong(
                Setting.REPEAT,
                value,
                "the run.json of an earlier run and a sandbox's number, like target/forkd/run.json:2",
                why);
    }
}
