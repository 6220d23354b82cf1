package dev.forkd.action.report;

import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * One JUnit XML file.
 *
 * @param root {@code testsuites} or {@code testsuite}, with all that stood in it
 * @param cases its tests in their order
 * @param problem why the rest of the file could not be read, or empty
 */
public record JUnitReport(Element root, List<TestCase> cases, Optional<String> problem) {
    /**
     * Copies the list.
     *
     * @param root element
     * @param cases tests
     * @param problem or empty
     */
    public JUnitReport {
        cases = List.copyOf(cases);
    }
}
