package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayoutTests {

    private static final Path PROJECT = Path.of("/home/user/build/module");

    @Test
    void the_tests_usually_run_in_the_projects_directory() {
        Layout layout = new Layout(PROJECT, PROJECT);

        assertThat(layout.projectPlace()).isEqualTo("project");
        assertThat(layout.workingPlace()).isEqualTo("project");
        assertThat(layout.placeOf(PROJECT.resolve("target/classes"))).contains("project/target/classes");
    }

    @Test
    void a_working_directory_below_the_project_stays_there() {
        Layout layout = new Layout(PROJECT, PROJECT.resolve("target/work"));

        assertThat(layout.projectPlace()).isEqualTo("project");
        assertThat(layout.workingPlace()).isEqualTo("project/target/work");
        assertThat(layout.placeOf(PROJECT.resolve("src/test"))).contains("project/src/test");
    }

    @Test
    void a_project_below_the_working_directory_stays_there() {
        Layout layout = new Layout(PROJECT, PROJECT.getParent());

        assertThat(layout.projectPlace()).isEqualTo("project/module");
        assertThat(layout.workingPlace()).isEqualTo("project");
        assertThat(layout.placeOf(PROJECT.resolve("target/classes"))).contains("project/module/target/classes");
    }

    @Test
    void a_working_directory_elsewhere_is_a_directory_of_its_own() {
        Layout layout = new Layout(PROJECT, Path.of("/var/tests"));

        assertThat(layout.projectPlace()).isEqualTo("project");
        assertThat(layout.workingPlace()).isEqualTo("working");
    }

    @Test
    void what_is_not_in_the_project_has_no_place_in_it() {
        Layout layout = new Layout(PROJECT, PROJECT);

        assertThat(layout.placeOf(Path.of("/home/user/.m2/a.jar"))).isEmpty();
        assertThat(layout.placeOf(PROJECT)).isEmpty();
    }
}
