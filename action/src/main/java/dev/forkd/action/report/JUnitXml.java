package dev.forkd.action.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JUnit XML of unknown origin: no document types, no entities, and limits on size, depth and number. Stateless.
 */
public final class JUnitXml {
    static final long LARGEST = 16L << 20;
    private static final int DEEPEST = 64;
    private static final int MOST_CASES = 100_000;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_DETAILS = 32_000;

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

    /** Makes a reader. */
    public JUnitXml() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
    }

    /**
     * Reads a report.
     *
     * @param file the report
     * @return its tests in their order
     * @throws IOException if it is too large, no XML, or has a document type
     */
    public List<TestCase> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it has more than " + LARGEST + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return new Pass(xml).cases();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("it is not well-formed: " + firstLine(e), e);
        }
    }

    private static String firstLine(XMLStreamException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** One pass over one document. */
    private static final class Pass {
        private final XMLStreamReader xml;
        private final List<TestCase> cases = new ArrayList<>();
        private final Deque<String> suites = new ArrayDeque<>();
        private int depth;

        Pass(XMLStreamReader xml) {
            this.xml = xml;
        }

        List<TestCase> cases() throws XMLStreamException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD -> throw new XMLStreamException("it has a document type");
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        if (xml.getLocalName().equals("testsuite")) {
                            suites.push(attribute("name"));
                        } else if (xml.getLocalName().equals("testcase")) {
                            testCase();
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        if (xml.getLocalName().equals("testsuite") && !suites.isEmpty()) {
                            suites.pop();
                        }
                    }
                    default -> {
                        // Of no interest.
                    }
                }
            }
            return cases;
        }

        private void enter() throws XMLStreamException {
            if (++depth > DEEPEST) {
                throw new XMLStreamException("it is nested deeper than " + DEEPEST);
            }
        }

        private void testCase() throws XMLStreamException {
            if (cases.size() == MOST_CASES) {
                throw new XMLStreamException("it has more than " + MOST_CASES + " tests");
            }
            String className = attribute("classname");
            String name = attribute("name");
            String file = attribute("file");
            int line = (int) number(attribute("line"));
            double seconds = number(attribute("time"));
            TestCase.Outcome outcome = TestCase.Outcome.PASSED;
            String message = "";
            String details = "";
            int end = depth - 1;
            while (depth > end) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        TestCase.Outcome told = outcome(xml.getLocalName());
                        if (told != TestCase.Outcome.PASSED && outcome == TestCase.Outcome.PASSED) {
                            outcome = told;
                            message = attribute("message");
                            details = text();
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {
                        // Outputs stay in the sandbox's own report.
                    }
                }
            }
            cases.add(new TestCase(
                    suites.isEmpty() ? "" : suites.peek(),
                    className,
                    name,
                    file,
                    line,
                    seconds,
                    outcome,
                    message,
                    details));
        }

        private static TestCase.Outcome outcome(String element) {
            return switch (element) {
                case "failure" -> TestCase.Outcome.FAILED;
                case "error" -> TestCase.Outcome.ERROR;
                case "skipped" -> TestCase.Outcome.SKIPPED;
                default -> TestCase.Outcome.PASSED;
            };
        }

        /** The text of this element and those in it. */
        private String text() throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            int end = depth - 1;
            while (depth > end) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> enter();
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        int room = Math.max(0, LONGEST_DETAILS - text.length());
                        text.append(
                                xml.getText(), 0, Math.min(room, xml.getText().length()));
                    }
                    default -> {
                        // Comments and the like.
                    }
                }
            }
            return text.toString();
        }

        private String attribute(String name) {
            String value = xml.getAttributeValue(null, name);
            if (value == null) {
                return "";
            }
            return value.length() > LONGEST_NAME ? value.substring(0, LONGEST_NAME) : value;
        }

        private static double number(String text) {
            try {
                double number = Double.parseDouble(text.replace(",", ""));
                return number >= 0 && number < 1e9 ? number : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
