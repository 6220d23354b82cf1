package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.UniqueId;

class OutputDirectoryTests {

    private static final UniqueId TEST =
            UniqueId.forEngine("junit-jupiter").append("class", "a.BTest").append("method", "m(java.lang.String, int)");

    @Test
    void a_path_below_the_tests_own_directory_is_taken_apart_there() {
        Path path = Path.of("/tmp/out/junit-jupiter/a.BTest/m(java.lang.String, int)/sub/file.txt");

        assertThat(OutputDirectory.relativize(TEST, path)).isEqualTo("sub/file.txt");
    }

    @Test
    void characters_that_the_launcher_replaces_are_replaced_here_too() {
        UniqueId test =
                UniqueId.forEngine("junit-jupiter").append("class", "a.B$C").append("method", "m([I)");

        assertThat(OutputDirectory.relativize(test, Path.of("/o/junit-jupiter/a.B_C/m(_I)/f")))
                .isEqualTo("f");
    }

    @Test
    void the_tests_own_directory_is_empty() {
        assertThat(OutputDirectory.relativize(TEST, Path.of("/tmp/out/junit-jupiter/a.BTest/m(java.lang.String, int)")))
                .isEmpty();
    }

    @Test
    void of_a_path_elsewhere_only_the_name_is_kept() {
        assertThat(OutputDirectory.relativize(TEST, Path.of("/etc/passwd"))).isEqualTo("passwd");
    }
}
