package dev.forkd.action.report;

import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * The content of a JUnit XML file.
 *
 * @param root {@code testsuites} or {@code testsuite}, with everything in it
 * @param cases the tests, in their order
 * @param problem why the rest of the file could not be read, or empty
 */
public record JUnitReport(Element root, List<TestCase> cases, Optional<String> problem) {
    /**
     * Copies the list.
     *
     * @param root the root element
     * @param cases the tests
     * @param problem why the rest could not be read, or empty
     */
    public JUnitReport {
        cases = List.copyOf(cases);
    }
}
