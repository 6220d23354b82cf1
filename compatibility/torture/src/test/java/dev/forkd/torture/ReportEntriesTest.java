package dev.forkd.torture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportEntriesTest {

    @RegisterExtension
    static final BeforeTestExecutionCallback PUBLISHES = new BeforeTestExecutionCallback() {
        @Override
        public void beforeTestExecution(ExtensionContext context) {
            context.publishReportEntry("from an extension");
            context.publishReportEntry("extension", context.getDisplayName());
        }
    };

    @BeforeAll
    static void beforeAll(TestReporter reporter) {
        reporter.publishEntry("phase", "before all");
    }

    @AfterAll
    static void afterAll(TestReporter reporter) {
        reporter.publishEntry("phase", "after all");
    }

    @BeforeEach
    void beforeEach(TestReporter reporter) {
        reporter.publishEntry("phase", "before each");
    }

    @AfterEach
    void afterEach(TestReporter reporter) {
        reporter.publishEntry("phase", "after each");
    }

    @Test
    void valueOnly(TestReporter reporter) {
        reporter.publishEntry("only a value");
    }

    @Test
    void keyAndValue(TestReporter reporter) {
        reporter.publishEntry("key", "value");
    }

    @Test
    void mapInOrder(TestReporter reporter) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("z", "first");
        entries.put("a", "second");
        entries.put("m", "third");
        reporter.publishEntry(entries);
    }

    @Test
    void characters(TestReporter reporter) {
        reporter.publishEntry("k\u00e9y \ud83d\ude00", "line\nbreak \"quote\" \\ \t \u0001 \ud800 lone surrogate");
    }

    @Test
    void large(TestReporter reporter) {
        reporter.publishEntry("large", "x".repeat(100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void ofInvocations(String value, TestReporter reporter) {
        reporter.publishEntry("value", value);
    }

    @TestFactory
    List<DynamicTest> ofDynamicTests(TestReporter reporter) {
        return List.of(DynamicTest.dynamicTest("publishes", () -> reporter.publishEntry("inside", "dynamic")));
    }
}
