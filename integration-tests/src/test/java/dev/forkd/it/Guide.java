package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What docs/sandbox-annotation.md quotes of the output of an example: the block that follows a comment with the
 * example's name. Each of its lines must be printed; only numbers, tags, paths and how sandboxes are made may differ.
 */
final class Guide {

    private static final Pattern VARYING =
            Pattern.compile("fj-frozen-\\w+|java -jar \\S+|\\(own [^)]*\\)|\\d+(\\.\\d+)?");

    private Guide() {}

    /** Fails unless a build, or another program, has printed each line that is quoted. */
    static void assertQuotes(String example, String printed) {
        List<String> lines = quoted(example);

        assertThat(lines).as("what is quoted of " + example).isNotEmpty();
        assertThat(printed.lines().map(Guide::withoutVarying).collect(Collectors.toSet()))
                .as(printed)
                .containsAll(lines.stream().map(Guide::withoutVarying).toList());
    }

    private static List<String> quoted(String example) {
        Path guide = Settings.path("it.examples").resolveSibling("docs").resolve("sandbox-annotation.md");
        Pattern block =
                Pattern.compile("<!-- printed by " + Pattern.quote(example) + " -->\\s*```\\n(.*?)```", Pattern.DOTALL);
        try {
            return block.matcher(Files.readString(guide, UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .flatMap(String::lines)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + guide, e);
        }
    }

    private static String withoutVarying(String line) {
        return VARYING.matcher(line).replaceAll("#").strip();
    }
}
