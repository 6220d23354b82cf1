package dev.forkd.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is cited as "contract N.M" is a heading of docs/forkd-contract.md. */
class ContractCitationTests {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path CONTRACT = ROOT.resolve("docs/forkd-contract.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{2,3} (\\d+(?:\\.\\d+)?) ");
    private static final Pattern CITATION =
            Pattern.compile("contract (\\d+(?:\\.\\d+)?(?:(?:,| and| to|,? and) \\d+(?:\\.\\d+)?)*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final List<String> ENDINGS = List.of(".java", ".sh", ".md", ".cjs", ".yml");
    private static final Set<String> MODULES = Set.of(
            "action",
            "client",
            "engine",
            "extension",
            "integration-tests",
            "local",
            "schedule",
            "wire",
            "worker",
            "docs");

    @Test
    void every_citation_names_a_heading() throws IOException {
        Set<String> headings = HEADING.matcher(Files.readString(CONTRACT, UTF_8))
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
        assertThat(headings).contains("1", "8.5", "17");
        Set<String> wrong = new TreeSet<>();
        int citations = 0;
        for (Path file : files()) {
            Matcher citation = CITATION.matcher(Files.readString(file, UTF_8));
            while (citation.find()) {
                Matcher number = NUMBER.matcher(citation.group(1));
                while (number.find()) {
                    citations++;
                    if (!headings.contains(number.group())) {
                        wrong.add(ROOT.relativize(file) + " cites contract " + number.group());
                    }
                }
            }
        }
        assertThat(citations).isGreaterThan(50);
        assertThat(wrong).isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = MODULES.stream().flatMap(ContractCitationTests::walk)) {
            return all.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/node_modules/"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static Stream<Path> walk(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
