package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RowsTests {

    @Test
    void a_word_stands_for_several_arguments_or_for_a_value() {
        List<String> row = List.of("-Dgroups=a", "$newest", "-Dfile=${here}/x", "-Dtest=A$Own");

        assertThat(Rows.complete(row, Map.of("newest", List.of("-Da", "-Db")), Map.of("here", "/p$1")))
                .containsExactly("-Dgroups=a", "-Da", "-Db", "-Dfile=/p$1/x", "-Dtest=A$Own");
    }

    @Test
    void a_value_that_is_not_there_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.complete(List.of("${there}"), Map.of(), Map.of()))
                .withMessageContaining("${there}");
    }

    @Test
    void every_control_is_what_compare_takes() {
        Controls controls = Rows.read("controls.yaml", Controls.class);

        assertThat(controls.projects()).containsOnlyKeys("torture", "failsafe");
        controls.projects()
                .forEach((project, rows) -> rows.forEach((name, row) -> {
                    List<String> complete =
                            Rows.complete(row, controls.several(), Map.of("here", "/here", "jdk", "/jdk"));
                    assertThat(complete).as(name).allSatisfy(word -> assertThat(word)
                            .matches("-.*|verify"));
                    List<String> arguments = new ArrayList<>(List.of(project));
                    arguments.addAll(complete);
                    assertThat(Options.parse(arguments).maven).as(name).allSatisfy(word -> assertThat(word)
                            .matches("-D.*|--global-toolchains=.*"));
                }));
    }

    @Test
    void the_fast_matrix_has_three_cells_and_the_whole_one_sixty() {
        Matrix matrix = Rows.read("matrix.yaml", Matrix.class);

        assertThat(matrix.cells("fast", Pattern.compile(".*")))
                .extracting(Matrix.Cell::toString)
                .containsExactly("5.10.5 3.2.5 17 features", "5.14.4 3.5.6 25 features", "6.1.3 3.6.1 17 features");
        assertThat(matrix.cells("all", Pattern.compile(".*"))).hasSize(60);
        assertThat(matrix.cells("all", Pattern.compile("^6.*torture$"))).hasSize(12);
    }

    @Test
    void older_versions_lack_what_they_cannot_compile() {
        Matrix matrix = Rows.read("matrix.yaml", Matrix.class);

        assertThat(lacking(matrix, "5.10.5", "torture"))
                .containsExactly("-Djunit.templates=false", "-Djunit.files=false");
        assertThat(lacking(matrix, "5.12.2", "torture")).containsExactly("-Djunit.templates=false");
        assertThat(matrix.lacking(new Matrix.Cell("5.12.2", "3.5.6", 17, "features")))
                .flatExtracting(Matrix.Lacking::without)
                .hasSize(1);
        assertThat(matrix.lacking(new Matrix.Cell("5.14.4", "3.5.6", 17, "features")))
                .isEmpty();
    }

    private static List<String> lacking(Matrix matrix, String junit, String project) {
        return matrix.lacking(new Matrix.Cell(junit, "3.5.6", 17, project)).stream()
                .flatMap(it -> it.arguments().stream())
                .toList();
    }

    @Test
    void noise_is_taken_out_of_events() {
        LauncherRows rows = Rows.read("launcher.yaml", LauncherRows.class);

        assertThat(rows.rows()).hasSize(32);
        assertThat(rows.quiet(
                        List.of("a@1a2b3c4d $$Lambda$7/0x0f junit-77 Jan 3, 2026 1:02:03 PM junit-timeout-thread-9")))
                .containsExactly("a@hash $$Lambda junit-n TIME junit-timeout-thread-n");
    }
}
