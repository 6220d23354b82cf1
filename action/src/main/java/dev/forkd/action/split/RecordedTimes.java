package dev.forkd.action.split;

import dev.forkd.action.report.JUnitXml;
import dev.forkd.action.report.TestCase;
import dev.forkd.schedule.TestTime;
import dev.forkd.schedule.Timings;
import dev.forkd.schedule.TimingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Collects the times of tests from files of several formats. Not thread-safe. */
public final class RecordedTimes {
    private Timings all = Timings.none();

    /** Makes an object without any times. */
    public RecordedTimes() {}

    /**
     * Adds the times in a file.
     *
     * @param file JUnit XML, our own history, or a JSON object of seconds by name
     * @return a message about parts of the file that could not be read, if any
     * @throws IOException if nothing in the file can be read
     */
    public Optional<String> add(Path file) throws IOException {
        if (file.toString().endsWith(".xml")) {
            // Uses the same reader as for the step's own reports, which tolerates more errors than others.
            all = all.withReport(of(new JUnitXml().read(file).cases()));
            return Optional.empty();
        }
        if (Files.size(file) == 0) {
            return Optional.of("it is empty. Without it, items count as equally long");
        }
        TimingsFile.Content content = new TimingsFile(file).read();
        all = all.blend(content.timings().units());
        return content.problem();
    }

    /**
     * Returns all times.
     *
     * @return the collected times
     */
    public Timings all() {
        return all;
    }

    /**
     * Extracts the times from a report.
     *
     * @param tests tests as reported
     * @return the time of each test
     */
    public static List<TestTime> of(List<TestCase> tests) {
        return tests.stream()
                .map(test -> new TestTime(test.file(), test.className(), test.name(), test.seconds()))
                .toList();
    }
}
