package dev.forkd.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads as much of a pom as is possible without Maven. What the pom inherits or imports is not seen, and the findings
 * say so.
 */
final class ProjectCheck {
    private static final String ENGINE = "forkd";
    private static final String INHERITED = "not named in this pom; if it is inherited, see mvn help:effective-pom";

    private final Path project;
    private final Map<String, String> properties = new HashMap<>();

    ProjectCheck(Path project) {
        this.project = project.toAbsolutePath().normalize();
    }

    List<Finding> findings() {
        Path pom = project.resolve("pom.xml");
        if (!Files.isRegularFile(pom)) {
            return List.of(Finding.wrong(
                    "project",
                    "there is no pom.xml in " + project + ". Name a Maven project; others are not looked at."));
        }
        Document document;
        try {
            document = parse(pom);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            return List.of(Finding.wrong(
                    "project", pom + " cannot be read: " + e.getMessage() + " Does mvn validate read it?"));
        }
        readProperties(document);
        List<Finding> findings = new ArrayList<>();
        findings.add(version("surefire", find(document, "plugin", "maven-surefire-plugin"), 3, 2, "3.2.5"));
        findings.addAll(forks(document));
        findings.addAll(engines(document));
        findings.add(junitFinding(document));
        findings.add(
                find(document, "dependency", "forkd-junit-engine").isPresent()
                        ? Finding.ok("engine", "forkd-junit-engine is a dependency")
                        : Finding.wrong(
                                "engine",
                                "forkd-junit-engine is no dependency in this pom. Add dev.forkd:forkd-junit-engine with"
                                        + " scope test (unless it is inherited)."));
        findings.addAll(new PropertyCheck(project).findings());
        return findings;
    }

    /** Says which settings of Surefire or Failsafe keep classes from being shared out, as a run would. */
    private List<Finding> forks(Document document) {
        List<Finding> findings = new ArrayList<>();
        for (String count : values(document, "forkCount")) {
            if (!count.matches("[01]|\\$\\{.*")) {
                findings.add(Finding.wrong(
                        "forks",
                        "forkCount is " + count + ", so Surefire hands its test classes to its JVMs one by one and each"
                                + " JVM uses one sandbox. Leave it at 1 and set forkd.n instead."));
            }
        }
        if (values(document, "reuseForks").contains("false")) {
            findings.add(Finding.wrong(
                    "forks",
                    "reuseForks is false, so each test class gets a JVM and a sandbox of its own. Leave it at true and"
                            + " forkd shares the classes out over forkd.n sandboxes."));
        }
        return findings;
    }

    /** Says which settings of Surefire or Failsafe keep this engine from being asked at all. */
    private List<Finding> engines(Document document) {
        List<Finding> findings = new ArrayList<>();
        for (String prefix : List.of("", "surefire.", "failsafe.")) {
            String excluded = prefix + "excludeJUnit5Engines";
            if (names(document, excluded).contains(ENGINE)) {
                findings.add(Finding.wrong(
                        "engines", excluded + " names forkd, so nothing runs in sandboxes. Take it out there."));
            }
            String included = prefix + "includeJUnit5Engines";
            Set<String> names = names(document, included);
            if (!names.isEmpty() && !names.contains(ENGINE)) {
                findings.add(Finding.wrong(
                        "engines",
                        included + " names " + String.join(", ", names)
                                + " and not forkd, so nothing runs in sandboxes. Name forkd there too."));
            }
        }
        return findings;
    }

    /** The names in elements, separated by commas or each in an element of its own. */
    private Set<String> names(Document document, String name) {
        NodeList all = document.getElementsByTagName(name);
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < all.getLength(); i++) {
            for (Node node = all.item(i).getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node.getNodeType() == Node.COMMENT_NODE) {
                    continue;
                }
                Stream.of(resolved(node.getTextContent().strip()).split("[,\\s]+"))
                        .filter(value -> !value.isEmpty())
                        .forEach(names::add);
            }
        }
        return names;
    }

    private Finding junitFinding(Document document) {
        Optional<Element> platform = junit(document);
        if (platform.isEmpty() && find(document, "dependency", "junit").isPresent()) {
            return Finding.wrong(
                    "junit",
                    "this pom names JUnit 4 and nothing of the JUnit Platform, without which nothing runs in sandboxes. Add"
                            + " org.junit.vintage:junit-vintage-engine 5.10 or newer with scope test (unless it is inherited).");
        }
        return version("junit", platform, 5, 10, "JUnit 5.10");
    }

    /** The distinct values of an element, wherever it stands: in the properties, a plugin, or one of its executions. */
    private Set<String> values(Document document, String name) {
        NodeList all = document.getElementsByTagName(name);
        Set<String> values = new LinkedHashSet<>();
        for (int i = 0; i < all.getLength(); i++) {
            values.add(resolved(all.item(i).getTextContent().strip()));
        }
        return values;
    }

    private Optional<Element> junit(Document document) {
        return find(document, "dependency", "junit-bom")
                .or(() -> find(document, "dependency", "junit-jupiter"))
                .or(() -> find(document, "dependency", "junit-jupiter-engine"))
                .or(() -> find(document, "dependency", "junit-jupiter-api"))
                .or(() -> find(document, "dependency", "junit-vintage-engine"));
    }

    private Finding version(String subject, Optional<Element> found, int major, int minor, String least) {
        Optional<String> version =
                found.flatMap(element -> child(element, "version")).map(this::resolved);
        if (version.isEmpty() || version.get().contains("${")) {
            return Finding.ok(subject, INHERITED);
        }
        String[] numbers = version.get().split("[^0-9]+", 3);
        try {
            int first = Integer.parseInt(numbers[0]);
            int second = numbers.length > 1 && !numbers[1].isEmpty() ? Integer.parseInt(numbers[1]) : 0;
            return first > major || (first == major && second >= minor)
                    ? Finding.ok(subject, version.get())
                    : Finding.wrong(subject, version.get() + " is too old. Use " + least + " or newer.");
        } catch (NumberFormatException e) {
            return Finding.ok(subject, version.get());
        }
    }

    private void readProperties(Document document) {
        NodeList all = document.getElementsByTagName("properties");
        for (int i = 0; i < all.getLength(); i++) {
            for (Node node = all.item(i).getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element property) {
                    properties.putIfAbsent(
                            property.getTagName(), property.getTextContent().strip());
                }
            }
        }
    }

    private String resolved(String value) {
        return value.startsWith("${") && value.endsWith("}")
                ? properties.getOrDefault(value.substring(2, value.length() - 1), value)
                : value;
    }

    private static Optional<Element> find(Document document, String tag, String artifact) {
        NodeList all = document.getElementsByTagName(tag);
        Optional<Element> found = Optional.empty();
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (child(element, "artifactId").filter(artifact::equals).isPresent()
                    && (found.isEmpty() || child(element, "version").isPresent())) {
                found = Optional.of(element);
            }
        }
        return found;
    }

    private static Optional<String> child(Element element, String name) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                return Optional.of(child.getTextContent().strip());
            }
        }
        return Optional.empty();
    }

    private static Document parse(Path pom) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        // The exception already says what is wrong; the default handler would print it as well.
        builder.setErrorHandler(null);
        return builder.parse(pom.toFile());
    }
}
