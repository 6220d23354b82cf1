package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run left.
 *
 * @param out where all runs of a comparison leave something
 * @param name of the run
 */
record RunFiles(Path out, String name) {
    private static final String REPORT = "TEST-.*\\.xml";
    private static final Pattern TEST = Pattern.compile("<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"");

    Path directory() {
        return out.resolve(name);
    }

    Path log() {
        return out.resolve(name + ".log");
    }

    /** Where a word stands that the run has ended, and with what. */
    Path done() {
        return out.resolve(name + ".done");
    }

    MavenLog maven() {
        return new MavenLog(Latin1.lines(log()));
    }

    SortedSet<Path> reports() throws IOException {
        return Directories.files(directory(), REPORT);
    }

    /** Reports may lie in directories below, one per execution of Surefire. */
    SortedSet<Path> reportDirectories() throws IOException {
        SortedSet<Path> directories = new TreeSet<>();
        for (Path report : reports()) {
            Path parent = report.getParent();
            directories.add(parent == null ? Path.of("") : parent);
        }
        return directories;
    }

    /** Output that was sent to files, and Failsafe's summary. */
    SortedSet<Path> otherReports() throws IOException {
        return Directories.files(directory(), ".*-output\\.txt|failsafe-summary\\.xml");
    }

    /** Lists tests as CLASS#NAME, which is how differences begin. */
    List<String> tests() throws IOException {
        List<String> tests = new ArrayList<>();
        for (Path report : reports()) {
            Matcher matcher = TEST.matcher(Latin1.text(directory().resolve(report)));
            while (matcher.find()) {
                tests.add(matcher.group(2) + "#" + matcher.group(1));
            }
        }
        return tests;
    }

    void delete() throws IOException {
        Directories.delete(directory());
        Files.deleteIfExists(done());
    }
}
