package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class ReportEntryTest {

    @BeforeEach
    void fromSetUp(TestReporter reporter) {
        reporter.publishEntry("phase", "set-up");
    }

    @Test
    void oneValue(TestReporter reporter) {
        assertNotNull(reporter);
        reporter.publishEntry("a value without a key");
    }

    @Test
    void severalValues(TestReporter reporter) {
        reporter.publishEntry(Map.of("slug", Slug.of("A B"), "text", "line\nbreak"));
        reporter.publishEntry("second", "entry");
    }
}
