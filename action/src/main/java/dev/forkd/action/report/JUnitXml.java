package dev.forkd.action.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads JUnit XML of unknown origin: document types and entities are refused, and size, depth and number of tests are
 * limited. If a file breaks off, what came before is kept. Stateless.
 */
public final class JUnitXml {
    static final long MAX_BYTES = 16L << 20;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_CASES = 100_000;
    /** Elements, attributes and pieces of text: each takes many times its size in memory. */
    private static final int MAX_NODES = 2_000_000;

    private static final int MAX_NAME = 1_000;
    private static final int MAX_DETAILS = 32_000;
    private static final String CASE = "testcase";
    private static final String SUITE = "testsuite";
    private static final Set<String> ROOTS = Set.of(SUITE, "testsuites");

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
     * @return the report's content
     * @throws IOException if the file is too large, is not JUnit XML at all, or has a document type
     */
    public JUnitReport read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        var pass = new Pass(document());
        Optional<String> problem = Optional.empty();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(XmlText.of(Files.readAllBytes(file))));
            try {
                pass.over(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | DOMException e) {
            // A DOMException means a name that XML 1.1 allows and the tree does not.
            problem = Optional.of("it is not well-formed: " + firstLine(e));
        }
        Element root = pass.root();
        if (pass.hasDocumentType() || root == null) {
            throw new IOException(pass.hasDocumentType() ? "it has a document type" : problem.orElse("it is empty"));
        } else if (!ROOTS.contains(root.getTagName())) {
            throw new IOException(problem.orElse("it is no JUnit XML: its root is " + root.getTagName()));
        }
        return new JUnitReport(root, cases(root), problem);
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Reads one document into a tree. */
    private static final class Pass {
        private final Document document;
        private final Deque<Element> open = new ArrayDeque<>();
        private @Nullable Element root;
        private boolean documentType;
        private int cases;
        private int nodes;

        Pass(Document document) {
            this.document = document;
        }

        @Nullable
        Element root() {
            return root;
        }

        boolean hasDocumentType() {
            return documentType;
        }

        void over(XMLStreamReader xml) throws XMLStreamException {
            try {
                while (xml.hasNext()) {
                    event(xml, xml.next());
                }
            } finally {
                // Elements that are still open were cut off. They are removed, except suites, which are kept with their
                // complete tests.
                for (Element element : open) {
                    Node parent = element.getParentNode();
                    if (!ROOTS.contains(element.getTagName()) && parent != null) {
                        parent.removeChild(element);
                    }
                }
            }
        }

        private void event(XMLStreamReader xml, int event) throws XMLStreamException {
            switch (event) {
                case XMLStreamConstants.DTD -> {
                    documentType = true;
                    throw new XMLStreamException("it has a document type");
                }
                case XMLStreamConstants.START_ELEMENT -> start(xml);
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    Element parent = open.peek();
                    count(1);
                    if (parent != null) {
                        parent.appendChild(document.createTextNode(xml.getText()));
                    }
                }
                default -> {
                    // Comments, processing instructions and the like are ignored.
                }
            }
        }

        private void count(int more) throws XMLStreamException {
            nodes += more;
            if (nodes > MAX_NODES) {
                throw new XMLStreamException("it has more than " + MAX_NODES + " elements, attributes and texts");
            }
        }

        private void start(XMLStreamReader xml) throws XMLStreamException {
            if (open.size() == MAX_DEPTH) {
                throw new XMLStreamException("it is nested deeper than " + MAX_DEPTH);
            } else if (xml.getLocalName().equals(CASE) && ++cases > MAX_CASES) {
                throw new XMLStreamException("it has more than " + MAX_CASES + " tests");
            }
            count(1 + xml.getAttributeCount());
            Element element = document.createElement(xml.getLocalName());
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                // Attributes with a prefix refer to the schema, which the merged report does not need.
                if (xml.getAttributePrefix(i).isEmpty()) {
                    element.setAttribute(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                }
            }
            Element parent = open.peek();
            if (parent == null) {
                root = element;
            } else {
                parent.appendChild(element);
            }
            open.push(element);
        }
    }

    static List<TestCase> cases(Element element) {
        List<TestCase> cases = new ArrayList<>();
        collect(element, cases);
        return cases;
    }

    private static void collect(Element element, List<TestCase> cases) {
        for (Element child : children(element)) {
            if (child.getTagName().equals(CASE)) {
                cases.add(testCase(child));
            } else {
                collect(child, cases);
            }
        }
    }

    private static TestCase testCase(Element element) {
        TestCase.Outcome outcome = TestCase.Outcome.PASSED;
        String message = "";
        String details = "";
        for (Element child : children(element)) {
            TestCase.Outcome told = outcome(child.getTagName());
            if (told != TestCase.Outcome.PASSED && outcome == TestCase.Outcome.PASSED) {
                outcome = told;
                message = attribute(child, "message");
                String text = child.getTextContent();
                details = text.length() > MAX_DETAILS ? text.substring(0, MAX_DETAILS) : text;
            }
        }
        return new TestCase(
                attribute(element, "classname"),
                attribute(element, "name"),
                attribute(element, "file"),
                (int) number(attribute(element, "line")),
                number(attribute(element, "time")),
                outcome,
                message,
                details);
    }

    private static TestCase.Outcome outcome(String element) {
        return switch (element) {
            case "failure" -> TestCase.Outcome.FAILED;
            case "error" -> TestCase.Outcome.ERROR;
            case "skipped" -> TestCase.Outcome.SKIPPED;
            default -> TestCase.Outcome.PASSED;
        };
    }

    /** The child elements of an element. */
    static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static String attribute(Element element, String name) {
        String value = element.getAttribute(name);
        return value.length() > MAX_NAME ? value.substring(0, MAX_NAME) : value;
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
