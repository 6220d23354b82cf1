package dev.forkd.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the times of the tests in a JUnit XML report, and nothing else. */
final class ReportReader {
    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_NAME = 1_000;

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

    ReportReader() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    List<TestTime> read(Path report) throws IOException {
        if (Files.size(report) > MAX_BYTES) {
            throw new IOException(report.getFileName() + " has more than " + MAX_BYTES + " bytes");
        }
        List<TestTime> tests = new ArrayList<>();
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testcase")) {
                    tests.add(new TestTime(
                            text(xml, "file"), text(xml, "classname"), text(xml, "name"), number(text(xml, "time"))));
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(report.getFileName() + " is not well-formed XML", e);
        }
        return tests;
    }

    private static String text(XMLStreamReader xml, String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value.substring(0, Math.min(value.length(), MAX_NAME));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.replace(",", ""));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
