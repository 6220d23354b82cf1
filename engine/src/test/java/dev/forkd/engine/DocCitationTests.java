package dev.forkd.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the docs name as a test is one ({@code FooTests}, {@code FooTests.name}, or its beginning with three dots), and
 * the map in CONTRIBUTING names classes that there are.
 */
class DocCitationTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "wire", "client", "local", "schedule", "worker", "extension", "engine", "action", "integration-tests");

    /** A further {@code `.name...`} is a test of the class before. */
    private static final Pattern CITATION =
            Pattern.compile("`(\\w+(?:Tests|IT|Contract))?(?:[.#]([a-z]\\w*?)(\\.\\.\\.)?)?`");

    /** A class of production code by module, packages below the module's own, and name; with a member or not. */
    private static final Pattern PLACE = Pattern.compile(
            "`((?:wire|client|local|schedule|worker|extension|engine|action)/(?:[a-z]+/)*[A-Z]\\w+)(?:\\.(\\w+))?`");

    @Test
    void where_to_change_what_names_classes_that_there_are() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : MODULES.subList(0, MODULES.size() - 1)) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.put(ROOT.relativize(file).toString(), Files.readString(file, UTF_8));
                }
            }
        }
        List<String> missing = new ArrayList<>();
        int found = 0;
        Matcher place = PLACE.matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md"), UTF_8));
        for (; place.find(); found++) {
            String file = "/" + place.group(1) + ".java";
            String member = place.group(2) == null ? "" : place.group(2);
            if (sources.entrySet().stream()
                    .noneMatch(source ->
                            source.getKey().endsWith(file) && source.getValue().contains(member))) {
                missing.add(place.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void what_is_named_as_a_test_is_one() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (String page : List.of("what-people-see.md", "reliability.md")) {
            String text = Files.readString(ROOT.resolve("docs").resolve(page), UTF_8);
            String type = "";
            for (Matcher citation = CITATION.matcher(text); citation.find(); ) {
                type = citation.group(1) == null ? type : citation.group(1);
                String name = citation.group(2);
                String method = name == null ? "" : "void " + name + (citation.group(3) == null ? "(" : "");
                if (!sources.getOrDefault(type, "").contains(method) || !sources.containsKey(type)) {
                    missing.add(page + ": " + type + " " + method);
                }
                found++;
            }
        }

        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(100);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.merge(name, Files.readString(file, UTF_8), String::concat);
                }
            }
        }
        return sources;
    }
}
