package dev.forkd.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests of all modules have one style of names. Their sources are read, because most of their classes are not on this
 * module's class path. What is below {@code projects}, and the projects of {@code compatibility}, stands for projects of
 * users and has names of its own.
 */
class TestNamesTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "wire",
            "client",
            "local",
            "schedule",
            "worker",
            "extension",
            "engine",
            "action",
            "compatibility",
            "integration-tests");

    /** A method with its annotation a few lines above, at the same depth. */
    private static final Pattern METHOD = Pattern.compile(
            "(?m)^( {4,8})@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b.*\\R(?:\\1(?:@|[ })]).*\\R)*+"
                    + "\\1[\\w<>\\[\\], ?.]+ (\\w+)\\(");

    @Test
    void a_class_with_tests_ends_in_Tests_or_IT() throws IOException {
        List<String> others = new ArrayList<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString();
            if (METHOD.matcher(Files.readString(file, UTF_8)).find()
                    && !name.matches("\\w+(Tests|IT)\\.java|\\w+Contract\\.java|.*Fixtures?\\.java")) {
                others.add(ROOT.relativize(file).toString());
            }
        }

        assertThat(others).isEmpty();
    }

    @Test
    void a_test_has_a_name_in_lower_case_with_underscores() throws IOException {
        List<String> others = new ArrayList<>();
        int found = 0;
        for (Path file : sources()) {
            if (file.getFileName().toString().matches("\\w+(Tests|IT|Contract)\\.java")) {
                List<String> names = METHOD.matcher(Files.readString(file, UTF_8))
                        .results()
                        .map((MatchResult match) -> match.group(2))
                        .toList();
                found += names.size();
                names.stream()
                        .filter(name -> !name.contains("_") && name.matches(".*[A-Z].*"))
                        .forEach(name -> others.add(ROOT.relativize(file) + ": " + name));
            }
        }

        assertThat(others).isEmpty();
        assertThat(found).isGreaterThan(1000);
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
