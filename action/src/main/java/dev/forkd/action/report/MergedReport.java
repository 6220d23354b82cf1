package dev.forkd.action.report;

import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The tests of all sandboxes, as one report. Immutable. */
public final class MergedReport {
    /** All are in memory at once, and sandboxes decide how many there are. */
    private static final int MAX_CASES = 1_000_000;

    private static final long MAX_CHARS = 100_000_000;

    private final Map<Integer, List<TestCase>> bySandbox;
    private final List<Path> readable;

    private MergedReport(Map<Integer, List<TestCase>> bySandbox, List<Path> readable) {
        this.bySandbox = bySandbox;
        this.readable = readable;
    }

    /**
     * Reads reports. Reports that cannot be read, or not completely, are named on the console.
     *
     * @param files reports by number of the sandbox
     * @param console for messages about reports that could not be read
     * @return the tests in the reports
     */
    public static MergedReport of(Map<Integer, List<Path>> files, Console console) {
        return of(files, console, index -> " of sandbox " + index);
    }

    /**
     * Reads reports of a build on this machine. Reports that cannot be read, or not completely, are named on the
     * console.
     *
     * @param files the reports
     * @param console for messages about reports that could not be read
     * @return the tests in the reports
     */
    public static MergedReport ofBuild(List<Path> files, Console console) {
        return of(Map.of(0, files), console, index -> "");
    }

    private static MergedReport of(Map<Integer, List<Path>> files, Console console, IntFunction<String> where) {
        var reader = new JUnitXml();
        Map<Integer, List<TestCase>> bySandbox = new TreeMap<>();
        List<Path> readable = new ArrayList<>();
        var room = new Room();
        new TreeMap<>(files).forEach((index, paths) -> {
            List<TestCase> cases = new ArrayList<>();
            for (Path path : paths) {
                String name = "the report " + path.getFileName() + where.apply(index);
                try {
                    JUnitReport report = reader.read(path);
                    if (!room.takes(report.cases())) {
                        console.say(name + " is left out: the reports have more than " + MAX_CASES + " tests, or "
                                + MAX_CHARS + " characters of failures");
                        continue;
                    }
                    report.problem()
                            .ifPresent(problem -> console.say(name + " breaks off, and "
                                    + report.cases().size()
                                    + (report.cases().size() == 1 ? " test of it was" : " tests of it were") + " read: "
                                    + SafeText.line(problem)));
                    cases.addAll(report.cases());
                    readable.add(path);
                } catch (IOException e) {
                    console.say(name + " cannot be read: " + SafeText.line(String.valueOf(e.getMessage())));
                }
            }
            if (!cases.isEmpty()) {
                bySandbox.put(index, List.copyOf(cases));
            }
        });
        return new MergedReport(bySandbox, List.copyOf(readable));
    }

    /** How much of the reports is in memory. */
    private static final class Room {
        private long cases;
        private long chars;

        boolean takes(List<TestCase> more) {
            long moreChars = more.stream()
                    .mapToLong(test -> test.message().length() + test.details().length())
                    .sum();
            boolean fits = cases + more.size() <= MAX_CASES && chars + moreChars <= MAX_CHARS;
            if (fits) {
                cases += more.size();
                chars += moreChars;
            }
            return fits;
        }
    }

    /**
     * Tells whether there are no tests.
     *
     * @return {@code true} if no sandbox reported a test
     */
    public boolean isEmpty() {
        return bySandbox.isEmpty();
    }

    /**
     * Lists the tests of one sandbox.
     *
     * @param index the sandbox's number
     * @return the sandbox's tests, possibly none
     */
    public List<TestCase> of(int index) {
        return bySandbox.getOrDefault(index, List.of());
    }

    /** The tests by number of the sandbox. */
    Map<Integer, List<TestCase>> bySandbox() {
        return bySandbox;
    }

    /**
     * Lists all tests.
     *
     * @return the tests, in the order of the sandboxes
     */
    public List<TestCase> all() {
        return bySandbox.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Writes all reports as one JUnit XML file, without losing any of their content.
     *
     * @param file the file; replaced if it exists
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        MergedXml.write(readable, all(), file);
    }
}
