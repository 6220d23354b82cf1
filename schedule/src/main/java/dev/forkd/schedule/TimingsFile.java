package dev.forkd.schedule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where times are kept: one line of JSON for each unit of each run, later lines blended with earlier ones. Runs only
 * append, so that runs at the same time, and ones that are killed, lose at most their own lines; two files can be put
 * together with {@code cat}. Lines that make no sense are passed over. Also reads what others keep: JUnit XML reports,
 * and a JSON object of seconds by name, as pytest-split writes it.
 */
public final class TimingsFile {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_LINE = 1 << 20;
    private static final long COMPACT_ABOVE = 2L << 20;
    private static final int COMPACT_RUNS = 8;
    private static final long READ_BELOW = 64L << 10;
    private static final String BEGINNING = "{\"unit\":";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;

    /**
     * Names a file; nothing is read yet.
     *
     * @param path a file of our own, a JSON object of seconds by name, a report (*.xml), or a directory of TEST-*.xml
     */
    public TimingsFile(Path path) {
        this.path = path;
    }

    /**
     * What was read.
     *
     * @param timings what made sense
     * @param problem what did not, for people
     * @param lines how many lines there were, 0 for a file of another kind
     */
    public record Content(Timings timings, Optional<String> problem, int lines) {}

    private static final class NotTimesException extends IOException {
        private static final long serialVersionUID = 1;

        NotTimesException(String message) {
            super(message);
        }
    }

    private record Line(String unit, double setUp, Map<String, Double> tests) {}

    /**
     * Reads it.
     *
     * @return what it says; nothing if there is no such file
     * @throws IOException if it cannot be read, or nothing of it makes sense
     */
    public Content read() throws IOException {
        if (!Files.exists(path)) {
            return new Content(Timings.none(), Optional.empty(), 0);
        }
        return isReport() ? readReports() : readOwn();
    }

    /**
     * Tells whose the file is.
     *
     * @return whether it is a report or a directory of them, which are only read
     */
    public boolean isReport() {
        return Files.isDirectory(path) || path.toString().endsWith(".xml");
    }

    private Content readReports() throws IOException {
        ReportReader reader = new ReportReader();
        if (!Files.isDirectory(path)) {
            return new Content(Timings.none().withReport(reader.read(path)), Optional.empty(), 0);
        }
        Timings timings = Timings.none();
        List<String> problems = new ArrayList<>();
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(path, "TEST-*.xml")) {
            for (Path report : reports) {
                try {
                    timings = timings.withReport(reader.read(report));
                } catch (IOException e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Content(timings, problems.stream().findFirst(), 0);
    }

    private Content readOwn() throws IOException {
        String text = tail();
        Optional<Map<String, Double>> wholes = wholes(text);
        if (wholes.isPresent()) {
            return new Content(Timings.ofWholes(wholes.get()), Optional.empty(), 0);
        }
        Map<String, UnitTimes> units = new TreeMap<>();
        int lines = 0;
        int bad = 0;
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            lines++;
            Optional<Line> read = parse(line);
            if (read.isPresent()) {
                units.merge(
                        read.get().unit(),
                        new UnitTimes(read.get().setUp(), read.get().tests()),
                        UnitTimes::blend);
            } else {
                bad++;
            }
        }
        if (lines > 0 && bad == lines) {
            throw new NotTimesException(
                    path.getFileName() + " is neither a list of times nor a JSON object of seconds by name");
        }
        return new Content(
                Timings.none().blend(units),
                bad == 0 ? Optional.empty() : Optional.of(bad + " of its " + lines + " lines make no sense"),
                lines);
    }

    /** The whole file, or the end of one that is too large. */
    private String tail() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long skipped = Math.max(0, file.length() - MAX_BYTES);
            byte[] bytes = new byte[(int) (file.length() - skipped)];
            file.seek(skipped);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return skipped == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }

    private static Optional<Map<String, Double>> wholes(String text) {
        if (parse(text.lines().findFirst().orElse("")).isPresent()) {
            return Optional.empty();
        }
        try {
            Map<String, Double> seconds = JSON.readerFor(new TypeReference<Map<String, Double>>() {})
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(text);
            seconds.values().removeIf(java.util.Objects::isNull);
            return Optional.of(seconds);
        } catch (JacksonException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Optional<Line> parse(String text) {
        if (text.length() > MAX_LINE) {
            return Optional.empty();
        }
        try {
            Line line = JSON.readValue(text, Line.class);
            return Optional.ofNullable(line)
                    .filter(read -> read.unit() != null && !read.unit().isEmpty() && read.tests() != null)
                    .filter(read -> !read.tests().containsValue(null));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds what a run measured. The file and its directory are made when they are missing. One of another kind becomes
     * one of ours that says the same; lines that make no sense are dropped; a file of which nothing makes sense may be
     * something else that is named by mistake, so it is put aside and not overwritten.
     *
     * @param measured by unit
     * @throws IOException if it cannot be written
     */
    public void append(Map<String, UnitTimes> measured) throws IOException {
        if (measured.isEmpty() || isReport()) {
            return;
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (!looksGood()) {
            Content content = readOrPutAside();
            if (mustBeWrittenAnew(content)) {
                replace(content.timings().blend(measured));
                return;
            }
        }
        // Not a channel: that would be closed where the thread was interrupted, as at the end of a run broken off.
        try (FileOutputStream file = new FileOutputStream(path.toFile(), true)) {
            file.write(lines(measured).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Of a file that takes long to read only its ends are looked at: builds that run class by class append often. */
    private boolean looksGood() throws IOException {
        long size = Files.exists(path) ? Files.size(path) : 0;
        if (size < READ_BELOW || size > COMPACT_ABOVE) {
            return false;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] start = new byte[BEGINNING.length()];
            file.readFully(start);
            file.seek(size - 1);
            return file.read() == '\n' && BEGINNING.equals(new String(start, StandardCharsets.UTF_8));
        }
    }

    private Content readOrPutAside() throws IOException {
        try {
            return read();
        } catch (NotTimesException e) {
            Files.move(
                    path, path.resolveSibling(path.getFileName() + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
            return read();
        }
    }

    /** Of another kind, damaged, or grown far beyond what it says. */
    private boolean mustBeWrittenAnew(Content content) throws IOException {
        int units = content.timings().units().size();
        return content.problem().isPresent()
                || (content.lines() == 0 && units > 0)
                || (content.lines() > COMPACT_RUNS * units && Files.size(path) > COMPACT_ABOVE);
    }

    private void replace(Timings timings) throws IOException {
        Path part = Files.createTempFile(path.toAbsolutePath().getParent(), ".timings", ".part");
        try {
            Files.writeString(part, lines(timings.units()));
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String lines(Map<String, UnitTimes> units) {
        return units.entrySet().stream()
                .map(unit -> line(unit.getKey(), unit.getValue()))
                .collect(Collectors.joining());
    }

    private static String line(String unit, UnitTimes times) {
        Map<String, Double> tests = new TreeMap<>();
        times.tests().forEach((name, time) -> tests.put(name, rounded(time)));
        try {
            return JSON.writeValueAsString(new Line(unit, rounded(times.setUp()), tests)) + "\n";
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e6) / 1e6;
    }
}
