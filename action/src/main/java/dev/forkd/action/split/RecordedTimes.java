package dev.forkd.action.split;

import dev.forkd.action.report.JUnitXml;
import dev.forkd.action.report.TestCase;
import dev.forkd.schedule.TestTime;
import dev.forkd.schedule.Timings;
import dev.forkd.schedule.TimingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Collects what files of several kinds say about how long tests took. Not thread-safe. */
public final class RecordedTimes {
    private Timings all = Timings.none();

    /** Starts without any. */
    public RecordedTimes() {}

    /**
     * Adds what a file says.
     *
     * @param file JUnit XML, our own history, or a JSON object of seconds by name
     * @return what of it makes no sense, if anything
     * @throws IOException if nothing of it can be read
     */
    public Optional<String> add(Path file) throws IOException {
        if (file.toString().endsWith(".xml")) {
            // Read as the step's own reports are, which forgives more than other readers do.
            all = all.withReport(of(new JUnitXml().read(file).cases()));
            return Optional.empty();
        }
        TimingsFile.Content content = new TimingsFile(file).read();
        all = all.blend(content.timings().units());
        return content.problem();
    }

    /**
     * What was collected.
     *
     * @return all times
     */
    public Timings all() {
        return all;
    }

    /**
     * Takes the times out of a report.
     *
     * @param tests as reported
     * @return how long each took
     */
    public static List<TestTime> of(List<TestCase> tests) {
        return tests.stream()
                .map(test -> new TestTime(test.file(), test.className(), test.name(), test.seconds()))
                .toList();
    }
}
