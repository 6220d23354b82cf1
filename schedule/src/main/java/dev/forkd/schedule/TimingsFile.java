package dev.forkd.schedule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file that stores the times: one line of JSON for each unit of each run, where later lines are blended with
 * earlier ones, and one for each unit that is to run alone, which stays. Used by one thread. Runs usually only append lines, so concurrent or killed runs lose at most their own lines, and two
 * files can be joined with {@code cat}. Unreadable lines are skipped. It also reads formats of other tools: JUnit XML
 * reports, and a JSON object of seconds by name, as pytest-split writes it.
 */
public final class TimingsFile {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_LINE = 1 << 20;
    private static final long COMPACT_ABOVE = 2L << 20;
    private static final int COMPACT_RUNS = 3;
    private static final long READ_BELOW = 64L << 10;
    private static final String BEGINNING = "{\"unit\":";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;
    /** Whether the file was read and has far more lines than units, which every run would read again. */
    private boolean worn;

    /**
     * Makes an object for a file; nothing is read yet.
     *
     * @param path a file in our format, a JSON object of seconds by name, a report (*.xml), or a directory of
     *     TEST-*.xml
     */
    public TimingsFile(Path path) {
        this.path = path;
    }

    /**
     * What was read from the file.
     *
     * @param timings the times that could be read
     * @param problem a message for the user about what could not be read
     * @param lines how many lines there were; 0 for a file in another format
     * @param alone the units that are to run alone
     */
    public record Content(Timings timings, Optional<String> problem, int lines, Set<String> alone) {

        Content(Timings timings, Optional<String> problem, int lines) {
            this(timings, problem, lines, Set.of());
        }
    }

    private static final class NotTimesException extends IOException {
        private static final long serialVersionUID = 1;

        NotTimesException(String message) {
            super(message);
        }
    }

    /**
     * Reads the file.
     *
     * @return its content; no times if the file does not exist
     * @throws IOException if the file cannot be read, or nothing in it is in a known format
     */
    public Content read() throws IOException {
        if (!Files.exists(path)) {
            return new Content(Timings.none(), Optional.empty(), 0);
        }
        return isReport() ? readReports() : readOwn();
    }

    /**
     * Tells whether the path is a report or a directory of reports, which are never written.
     *
     * @return whether it is read only
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
        int found = 0;
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(path, "TEST-*.xml")) {
            for (Path report : reports) {
                found++;
                try {
                    timings = timings.withReport(reader.read(report));
                } catch (IOException e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (found == 0) {
            throw new NotTimesException("it is a directory without reports (TEST-*.xml)");
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
        Set<String> alone = new TreeSet<>();
        int lines = 0;
        int bad = 0;
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            lines++;
            Optional<TimingsLine> read = parse(line);
            if (read.isPresent() && read.get().alone()) {
                alone.add(read.get().unit());
            } else if (read.isPresent()) {
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
        worn = lines - alone.size() > COMPACT_RUNS * units.size() && text.length() > READ_BELOW;
        return new Content(
                Timings.none().blend(units),
                bad == 0 ? Optional.empty() : Optional.of(bad + " of its " + lines + " lines make no sense"),
                lines,
                alone);
    }

    /** The whole file, or only its end if it is very large. */
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

    private static Optional<TimingsLine> parse(String text) {
        if (text.length() > MAX_LINE) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(text)) {
            return Optional.of(TimingsLine.read(parser))
                    .filter(read -> !read.unit().isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds the measurements of a run. The file and its directory are created if missing; a report is never changed. A
     * file in another format is rewritten in ours with the same times. Unreadable lines are dropped. A file in no known
     * format may have been named by mistake, so it is renamed to {@code *.unreadable} instead of being overwritten.
     *
     * @param measured times by unit
     * @throws IOException if the file cannot be written
     */
    public void append(Map<String, UnitTimes> measured) throws IOException {
        append(measured, Set.of());
    }

    /**
     * Adds the measurements of a run, as {@link #append(Map)}, and units that are to run alone in later ones.
     *
     * @param measured times by unit
     * @param alone units that are to run alone; they stay in the file
     * @throws IOException if the file cannot be written
     */
    public void append(Map<String, UnitTimes> measured, Set<String> alone) throws IOException {
        if ((measured.isEmpty() && alone.isEmpty()) || isReport()) {
            return;
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (!looksGood()) {
            Content content = readOrPutAside();
            if (mustBeWrittenAnew(content)) {
                Set<String> all = new TreeSet<>(content.alone());
                all.addAll(alone);
                replace(content.timings().blend(measured), all);
                return;
            }
        }
        String beginning = isCut() ? "\n" : "";
        // Not a FileChannel: it would be closed if this thread is interrupted, as at the end of an aborted run.
        try (FileOutputStream file = new FileOutputStream(path.toFile(), true)) {
            file.write((beginning + lines(measured, alone)).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Tells whether the last line has no end, because its writer was killed. The next one would be lost with it. */
    private boolean isCut() throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            return false;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(file.length() - 1);
            return file.read() != '\n';
        }
    }

    /**
     * For a file that takes long to read, only its beginning and end are checked, because builds that run class by
     * class append often.
     */
    private boolean looksGood() throws IOException {
        long size = Files.exists(path) ? Files.size(path) : 0;
        if (worn || size < READ_BELOW || size > COMPACT_ABOVE) {
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

    /** Tells whether the file has another format, is damaged, or has far more lines than units. */
    private boolean mustBeWrittenAnew(Content content) {
        int units = content.timings().units().size();
        return content.problem().isPresent() || (content.lines() == 0 && units > 0) || worn;
    }

    private void replace(Timings timings, Set<String> alone) throws IOException {
        Path part = Files.createTempFile(path.toAbsolutePath().getParent(), ".timings", ".part");
        try {
            Files.writeString(part, lines(timings.units(), alone));
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String lines(Map<String, UnitTimes> units, Set<String> alone) {
        return Stream.concat(
                        units.entrySet().stream().map(unit -> line(unit.getKey(), unit.getValue())),
                        alone.stream().map(unit -> json(new AloneLine(unit, true)) + "\n"))
                .collect(Collectors.joining());
    }

    /** A line that tells no times. */
    private record AloneLine(String unit, boolean alone) {}

    private static String line(String unit, UnitTimes times) {
        Map<String, Double> tests = new TreeMap<>();
        times.tests().forEach((name, time) -> tests.put(name, rounded(time)));
        return json(new TimingsLine(unit, rounded(times.setUp()), tests, false)) + "\n";
    }

    private static String json(Record line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e6) / 1e6;
    }
}
