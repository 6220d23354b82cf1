package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn in place while tests run, in front of a real terminal. */
class LiveViewIT {

    private static final String ESCAPE = "\u001b";
    private static final String DRAWN = ESCAPE + "[?7l";
    /** A drawing with what Maven's logger prints before and after it. */
    private static final Pattern DRAWING = Pattern.compile("\\[INFO\\] \r(?:\u001b\\[\\d+A)?\u001b\\[J"
            + "(?:\u001b\\[1A|\u001b\\[\\?7l[^\u001b]*\u001b\\[\\?7h)\r*\n");

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[\\d;]*m");

    @RegisterExtension
    final Home home = new Home();

    private final Project project = Project.fixture("cases");

    @BeforeEach
    void aTerminalCanBeMade() {
        assumeThat(Path.of("/usr/bin/script")).isExecutable();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void progress_is_drawn_in_place_and_leaves_nothing(int columns) {
        MavenBuild.Result result = build().onTerminal(columns).run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains(DRAWN + "forkd: ").contains(" of 4 test classes, ");
        String shown = COLOUR.matcher(result.output()).replaceAll("");
        drawings(shown).forEach(line -> assertThat(line.length()).isLessThan(columns));
        List<String> left = DRAWING.matcher(shown)
                .replaceAll("")
                .lines()
                .map(String::stripTrailing)
                .toList();
        assertThat(String.join("\n", left)).doesNotContain(ESCAPE);
        assertBlocksAreWhole(left);
        assertThat(result.tests().count("passed")).isEqualTo(20);
        assertThat(result.tests().cases())
                .noneMatch(test ->
                        test.output().contains("forkd:") || test.output().contains(ESCAPE));
    }

    @Test
    void who_asks_for_plain_lines_gets_them() {
        MavenBuild.Result plain =
                build().onTerminal(80).arguments("-Dforkd.progress=plain").run();
        MavenBuild.Result batch = build().onTerminal(80).arguments("-B").run();

        assertThat(plain.output()).doesNotContain(DRAWN);
        assertThat(batch.output()).doesNotContain(DRAWN);
    }

    @Test
    void a_live_view_that_is_wanted_without_a_terminal_is_none() {
        MavenBuild.Result result = build().arguments("-Dforkd.progress=live").run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain(DRAWN);
    }

    private MavenBuild build() {
        return MavenBuild.forkd(project, home, 2).arguments("-Dtest=Lasting*Test,QuickOneTest,QuickTwoTest");
    }

    private static Stream<String> drawings(String output) {
        return DRAWING.matcher(output)
                .results()
                .flatMap(found -> found.group().lines())
                .map(line -> line.replaceAll("\u001b\\[[?\\d;]*[A-Za-z]|\\[?INFO\\]? ?", ""));
    }

    /** Between a class's first line and its last there is only what its tests print. */
    private static void assertBlocksAreWhole(List<String> lines) {
        boolean inside = false;
        int blocks = 0;
        for (String line : lines) {
            if (line.startsWith("[INFO] Running ")) {
                inside = true;
                blocks++;
            } else if (line.startsWith("[INFO] Tests run: ")) {
                inside = false;
            } else if (inside) {
                assertThat(line).matches("sandbox \\d.*|lasted \\d+");
            }
        }
        assertThat(blocks).isEqualTo(4);
    }
}
