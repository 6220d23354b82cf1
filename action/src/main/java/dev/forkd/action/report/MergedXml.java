package dev.forkd.action.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** Writes the suites of many JUnit XML files unchanged into one file. Only one of the files is in memory at a time. */
final class MergedXml {
    private final XMLStreamWriter xml;

    private MergedXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Merges {@code files}, which must be readable. */
    static void write(List<Path> files, List<TestCase> tests, Path target) throws IOException {
        try (Writer out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            totals(xml, tests);
            var merged = new MergedXml(xml);
            var reader = new JUnitXml();
            for (Path file : files) {
                JUnitReport report = reader.read(file);
                List<Element> suites = report.root().getTagName().equals("testsuite")
                        ? List.of(report.root())
                        : JUnitXml.children(report.root());
                for (Element suite : suites) {
                    if (report.problem().isPresent() && suite.getTagName().equals("testsuite")) {
                        count(suite);
                    }
                    xml.writeCharacters("\n");
                    merged.copy(suite);
                }
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("the merged report cannot be written: " + e.getMessage(), e);
        }
    }

    private static void totals(XMLStreamWriter xml, List<TestCase> tests) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(tests.size()));
        xml.writeAttribute("failures", number(tests, TestCase.Outcome.FAILED));
        xml.writeAttribute("errors", number(tests, TestCase.Outcome.ERROR));
        xml.writeAttribute("skipped", number(tests, TestCase.Outcome.SKIPPED));
        double seconds = tests.stream().mapToDouble(TestCase::seconds).sum();
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", seconds));
    }

    /** Corrects the numbers of a suite that was cut off: it has fewer tests than its attributes say. */
    private static void count(Element suite) {
        List<TestCase> tests = JUnitXml.cases(suite);
        suite.setAttribute("tests", Integer.toString(tests.size()));
        suite.setAttribute("failures", number(tests, TestCase.Outcome.FAILED));
        suite.setAttribute("errors", number(tests, TestCase.Outcome.ERROR));
        suite.setAttribute("skipped", number(tests, TestCase.Outcome.SKIPPED));
    }

    private static String number(List<TestCase> tests, TestCase.Outcome outcome) {
        return Long.toString(
                tests.stream().filter(test -> test.outcome() == outcome).count());
    }

    private void copy(Element element) throws XMLStreamException {
        xml.writeStartElement(element.getTagName());
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            xml.writeAttribute(
                    attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
        }
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Text text) {
                xml.writeCharacters(text.getData());
            } else if (node instanceof Element child) {
                copy(child);
            }
        }
        xml.writeEndElement();
    }
}
