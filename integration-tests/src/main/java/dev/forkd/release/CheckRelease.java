package dev.forkd.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Says whether a directory to which a release was deployed for trial holds what users and the public repository need.
 *
 * <p>It is one file and uses the JDK only, so that it runs without being built:
 *
 * <pre>java CheckRelease.java DIRECTORY</pre>
 */
public final class CheckRelease {

    static final int COMPLETE = 0;
    static final int INCOMPLETE = 1;
    static final int UNUSABLE = 2;

    private static final String GROUP = "dev/forkd";
    private static final Set<String> JARS =
            Set.of("forkd-junit-engine", "forkd-junit-extension", "forkd-client", "forkd-local", "forkd-wire");
    private static final Set<String> POMS = Set.of("forkd-parent", "forkd-junit-bom");
    /** What the public repository asks of every POM, or of its parent. */
    private static final List<String> METADATA = List.of("name", "description", "url", "licenses", "developers", "scm");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> modules = new TreeMap<>();
    private final Path group;

    CheckRelease(Path directory) {
        this.group = directory.resolve(GROUP);
    }

    /**
     * Checks a directory and ends the JVM with the exit code.
     *
     * @param args the directory
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), out));
    }

    static int run(List<String> args, PrintStream out) {
        if (args.size() != 1 || !Files.isDirectory(Path.of(args.get(0)).resolve(GROUP))) {
            out.println(
                    "usage: java CheckRelease.java DIRECTORY, to which 'mvn deploy -Prelease,dry-run' has deployed");
            return UNUSABLE;
        }
        CheckRelease check = new CheckRelease(Path.of(args.get(0)));
        List<String> problems = check.problems();
        problems.forEach(out::println);
        out.println(problems.isEmpty() ? "complete: " + check.modules : problems.size() + " problems");
        return problems.isEmpty() ? COMPLETE : INCOMPLETE;
    }

    List<String> problems() {
        Set<String> expected = new TreeSet<>(JARS);
        expected.addAll(POMS);
        Set<String> found = names(group);
        found.stream()
                .filter(name -> !expected.contains(name))
                .forEach(name -> problem(name, "is not to be published"));
        expected.stream().filter(name -> !found.contains(name)).forEach(name -> problem(name, "is missing"));
        found.stream().filter(JARS::contains).forEach(this::checkJars);
        found.stream().filter(expected::contains).forEach(this::checkPom);
        if (found.contains("forkd-junit-bom")) {
            checkBom();
        }
        if (found.contains("forkd-junit-engine")) {
            checkDependenciesOfEngine();
        }
        checkSignatures();
        return problems;
    }

    private void checkJars(String artifact) {
        jar(artifact, ".jar").ifPresent(jar -> {
            checkManifest(artifact, jar);
            Optional<Path> sources = jar(artifact, "-sources.jar");
            Optional<Path> javadoc = jar(artifact, "-javadoc.jar");
            if (sources.isPresent()) {
                Set<String> classes = entries(jar).stream()
                        .filter(name -> name.startsWith(GROUP) && name.endsWith(".class") && !name.contains("$"))
                        .filter(name -> !name.contains("/shaded/"))
                        .map(name -> name.substring(0, name.length() - ".class".length()) + ".java")
                        .collect(Collectors.toCollection(TreeSet::new));
                classes.removeAll(entries(sources.get()));
                if (!classes.isEmpty()) {
                    problem(artifact, "has no source of " + classes);
                }
            }
            if (javadoc.isPresent() && !entries(javadoc.get()).contains("index.html")) {
                problem(artifact, "has Javadoc without a first page");
            }
        });
        if (file(artifact, "-cyclonedx.json")
                .filter(CheckRelease::isBillOfMaterials)
                .isEmpty()) {
            problem(artifact, "has no list of what is inside it");
        }
    }

    private void checkManifest(String artifact, Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String module =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Automatic-Module-Name");
            if (module == null) {
                problem(artifact, "has no Automatic-Module-Name");
            } else if (modules.containsValue(module)) {
                problem(artifact, "is called " + module + " on the module path, as another one is");
            } else {
                modules.put(artifact, module);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkPom(String artifact) {
        Optional<Element> pom = pom(artifact);
        if (pom.isEmpty()) {
            problem(artifact, "has no POM");
            return;
        }
        for (String name : METADATA) {
            boolean own = child(pom.get(), name).isPresent();
            boolean inherited = child(pom.get(), "parent").isPresent()
                    && pom("forkd-parent")
                            .flatMap(parent -> child(parent, name))
                            .isPresent();
            if (!own && !(inherited && !name.equals("name") && !name.equals("description"))) {
                problem(artifact, "says nothing of its " + name);
            }
        }
    }

    /** It lists all jars, and brings nobody another version of anything else. */
    private void checkBom() {
        Element bom = pom("forkd-junit-bom").orElseThrow();
        Set<String> listed = child(bom, "dependencyManagement")
                .flatMap(management -> child(management, "dependencies"))
                .map(CheckRelease::artifacts)
                .orElse(Set.of());
        if (!listed.equals(JARS)) {
            problem("forkd-junit-bom", "lists " + listed + " instead of " + new TreeSet<>(JARS));
        }
        if (child(bom, "parent").isPresent()) {
            problem("forkd-junit-bom", "has a parent, whose versions it would force upon others");
        }
        if (child(bom, "dependencies").isPresent() || child(bom, "properties").isPresent()) {
            problem("forkd-junit-bom", "has more in it than versions");
        }
    }

    /** Everything else is inside it. */
    private void checkDependenciesOfEngine() {
        List<String> brought = pom("forkd-junit-engine")
                .flatMap(pom -> child(pom, "dependencies"))
                .map(CheckRelease::children)
                .orElse(List.of())
                .stream()
                .filter(dependency -> text(dependency, "scope").matches("|compile|runtime"))
                .map(dependency -> text(dependency, "artifactId"))
                .toList();
        if (!brought.equals(List.of("forkd-junit-extension"))) {
            problem("forkd-junit-engine", "brings along " + brought);
        }
    }

    /** All or nothing. */
    private void checkSignatures() {
        try (Stream<Path> walk = Files.walk(group)) {
            List<Path> files = walk.filter(file -> file.toString().matches(".*\\.(jar|pom|json)"))
                    .toList();
            List<Path> unsigned = files.stream()
                    .filter(file -> !Files.exists(file.resolveSibling(file.getFileName() + ".asc")))
                    .toList();
            if (!unsigned.isEmpty() && unsigned.size() < files.size()) {
                unsigned.forEach(file -> problem(group.relativize(file).toString(), "is not signed, others are"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> jar(String artifact, String ending) {
        Optional<Path> file = file(artifact, ending);
        if (file.isEmpty()) {
            problem(artifact, "has no *" + ending);
        }
        return file;
    }

    private Optional<Element> pom(String artifact) {
        return file(artifact, ".pom").map(CheckRelease::parse);
    }

    /** In a directory of snapshots the last one counts. */
    private Optional<Path> file(String artifact, String ending) {
        try (Stream<Path> walk = Files.walk(group.resolve(artifact))) {
            return walk.filter(file -> file.getFileName()
                            .toString()
                            .matches("\\Q" + artifact + "\\E-[0-9][-.0-9A-Z]*\\Q" + ending + "\\E"))
                    .max(Path::compareTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void problem(String artifact, String what) {
        problems.add(artifact + " " + what);
    }

    private static boolean isBillOfMaterials(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).contains("\"bomFormat\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> entries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element parse(Path pom) {
        try (InputStream in = Files.newInputStream(pom)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(in).getDocumentElement();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(pom + " cannot be read", e);
        }
    }

    private static Set<String> artifacts(Element dependencies) {
        return children(dependencies).stream()
                .map(dependency -> text(dependency, "artifactId"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent).orElse("").strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
