package dev.forkd.action.report;

import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The tests of all sandboxes, as one report. Immutable. */
public final class MergedReport {
    private final Map<Integer, List<TestCase>> bySandbox;

    private MergedReport(Map<Integer, List<TestCase>> bySandbox) {
        this.bySandbox = bySandbox;
    }

    /**
     * Reads reports; those that cannot be read are named and left out.
     *
     * @param files by number of the sandbox
     * @param console for what could not be read
     * @return their tests
     */
    public static MergedReport of(Map<Integer, List<Path>> files, Console console) {
        var reader = new JUnitXml();
        Map<Integer, List<TestCase>> bySandbox = new TreeMap<>();
        files.forEach((index, paths) -> {
            List<TestCase> cases = new ArrayList<>();
            for (Path path : paths) {
                try {
                    cases.addAll(reader.read(path));
                } catch (IOException e) {
                    console.say("a report of sandbox " + index + " cannot be read: "
                            + dev.forkd.action.runner.SafeText.line(String.valueOf(e.getMessage())));
                }
            }
            if (!cases.isEmpty()) {
                bySandbox.put(index, List.copyOf(cases));
            }
        });
        return new MergedReport(bySandbox);
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

    /**
     * Lists all tests.
     *
     * @return in the order of the sandboxes
     */
    public List<TestCase> all() {
        return bySandbox.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Writes them as one JUnit XML file, suites of the same name together.
     *
     * @param file is replaced
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Map<String, List<TestCase>> suites = new LinkedHashMap<>();
        all().forEach(test ->
                suites.computeIfAbsent(test.suite(), name -> new ArrayList<>()).add(test));
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            for (Map.Entry<String, List<TestCase>> suite : suites.entrySet()) {
                write(xml, suite.getKey(), suite.getValue());
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("the merged report cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(XMLStreamWriter xml, String name, List<TestCase> tests) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", name);
        attribute(xml, "tests", Integer.toString(tests.size()));
        attribute(xml, "failures", count(tests, TestCase.Outcome.FAILED));
        attribute(xml, "errors", count(tests, TestCase.Outcome.ERROR));
        attribute(xml, "skipped", count(tests, TestCase.Outcome.SKIPPED));
        attribute(
                xml,
                "time",
                seconds(tests.stream().mapToDouble(TestCase::seconds).sum()));
        for (TestCase test : tests) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            attribute(xml, "classname", test.className());
            attribute(xml, "name", test.name());
            if (!test.file().isEmpty()) {
                attribute(xml, "file", test.file());
            }
            attribute(xml, "time", seconds(test.seconds()));
            if (test.outcome() != TestCase.Outcome.PASSED) {
                xml.writeStartElement(
                        switch (test.outcome()) {
                            case FAILED -> "failure";
                            case ERROR -> "error";
                            default -> "skipped";
                        });
                attribute(xml, "message", test.message());
                xml.writeCharacters(allowed(test.details()));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static String count(List<TestCase> tests, TestCase.Outcome outcome) {
        return Long.toString(
                tests.stream().filter(test -> test.outcome() == outcome).count());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    /** XML 1.0 has no way to write some characters. */
    private static String allowed(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || (c >= 0x20 && c < 0xD800)
                                || (c > 0xDFFF && c < 0xFFFE)
                                || c > 0xFFFF
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
