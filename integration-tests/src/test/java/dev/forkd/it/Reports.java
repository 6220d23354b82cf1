package dev.forkd.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The tests of a directory of {@code TEST-*.xml} files. */
record Reports(List<Case> cases) {

    /** One test: outcome is passed, skipped, failure or error; the time is in seconds, as the report has it. */
    record Case(String className, String name, double time, String outcome, String message, String output) {

        String id() {
            return className.substring(className.lastIndexOf('.') + 1) + "." + name;
        }
    }

    static Reports read(Path directory) {
        List<Case> cases = new ArrayList<>();
        for (Path file : Trees.children(directory)) {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith("TEST-") && name.endsWith(".xml")) {
                read(file, cases);
            }
        }
        return new Reports(List.copyOf(cases));
    }

    /** All tests as {@code Class.method outcome}, sorted. */
    List<String> outcomes() {
        return cases.stream()
                .map(test -> test.id() + " " + test.outcome())
                .sorted()
                .toList();
    }

    long count(String outcome) {
        return cases.stream().filter(test -> test.outcome().equals(outcome)).count();
    }

    Case only(String id) {
        List<Case> found = cases.stream().filter(test -> test.id().equals(id)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " tests " + id + " in " + outcomes());
        }
        return found.get(0);
    }

    /** What all failures and errors say. */
    String reasons() {
        return cases.stream()
                .filter(test -> !test.outcome().equals("passed"))
                .map(test -> test.id() + " " + test.outcome() + ": " + test.message())
                .collect(Collectors.joining("\n"));
    }

    private static void read(Path file, List<Case> cases) {
        try {
            Element suite = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            NodeList tests = suite.getElementsByTagName("testcase");
            for (int i = 0; i < tests.getLength(); i++) {
                cases.add(read((Element) tests.item(i)));
            }
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("cannot read " + file + ": " + readable(file), e);
        }
    }

    private static Case read(Element test) {
        String outcome = "passed";
        String message = "";
        for (String kind : List.of("skipped", "failure", "error")) {
            NodeList found = test.getElementsByTagName(kind);
            if (found.getLength() > 0) {
                outcome = kind;
                Element element = (Element) found.item(0);
                message = element.getAttribute("message") + "\n" + element.getTextContent();
            }
        }
        NodeList output = test.getElementsByTagName("system-out");
        return new Case(
                test.getAttribute("classname"),
                test.getAttribute("name"),
                Double.parseDouble(test.getAttribute("time")),
                outcome,
                message,
                output.getLength() == 0 ? "" : output.item(0).getTextContent());
    }

    private static String readable(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
