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
    private final Map<Integer, List<TestCase>> bySandbox;
    private final List<Path> readable;

    private MergedReport(Map<Integer, List<TestCase>> bySandbox, List<Path> readable) {
        this.bySandbox = bySandbox;
        this.readable = readable;
    }

    /**
     * Reads reports; those that cannot be read, or not to their end, are named.
     *
     * @param files by number of the sandbox
     * @param console for what could not be read
     * @return their tests
     */
    public static MergedReport of(Map<Integer, List<Path>> files, Console console) {
        return of(files, console, index -> " of sandbox " + index);
    }

    /**
     * Reads reports of a build on this machine; those that cannot be read, or not to their end, are named.
     *
     * @param files reports
     * @param console for what could not be read
     * @return their tests
     */
    public static MergedReport ofBuild(List<Path> files, Console console) {
        return of(Map.of(0, files), console, index -> "");
    }

    private static MergedReport of(Map<Integer, List<Path>> files, Console console, IntFunction<String> where) {
        var reader = new JUnitXml();
        Map<Integer, List<TestCase>> bySandbox = new TreeMap<>();
        List<Path> readable = new ArrayList<>();
        new TreeMap<>(files).forEach((index, paths) -> {
            List<TestCase> cases = new ArrayList<>();
            for (Path path : paths) {
                String name = "the report " + path.getFileName() + where.apply(index);
                try {
                    JUnitReport report = reader.read(path);
                    report.problem()
                            .ifPresent(problem -> console.say(name + " breaks off, and "
                                    + report.cases().size() + " tests of it were read: " + SafeText.line(problem)));
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

    /**
     * Tells whether there is anything in it.
     *
     * @return {@code true} if no sandbox reported a test
     */
    public boolean isEmpty() {
        return bySandbox.isEmpty();
    }

    /**
     * Lists the tests of one sandbox.
     *
     * @param index its number
     * @return its tests, possibly none
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
     * @return in the order of the sandboxes
     */
    public List<TestCase> all() {
        return bySandbox.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Writes them as one JUnit XML file, with all that the reports have.
     *
     * @param file is replaced
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        MergedXml.write(readable, all(), file);
    }
}
