package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MavenLogTests {
    private final MavenLog log = new MavenLog(List.of(
            "[INFO] Tests run: 2, Time elapsed: 0.1 s",
            "[INFO] Results:",
            "[ERROR] Failures: ",
            "[ERROR]   B.b",
            "[ERROR]   A.a",
            "[ERROR] Tests run: 2, Failures: 2",
            "[INFO] BUILD FAILURE",
            "[ERROR] Failed to execute goal test: There are test failures.",
            "[ERROR] See /p/target/forkd-2 for the reports",
            "[ERROR] ",
            "[ERROR] To see the full stack trace"));

    @Test
    void results_are_sorted_and_the_reason_follows_without_its_directory() {
        assertThat(log.results("/p/target"))
                .containsExactly(
                        "[ERROR]   A.a",
                        "[ERROR]   B.b",
                        "[ERROR] Failures: ",
                        "[ERROR] Tests run: 2, Failures: 2",
                        "[INFO] Results:",
                        "[ERROR] Failed to execute goal test: There are test failures.",
                        "[ERROR] See REPORTS for the reports",
                        "[ERROR] ");
    }

    @Test
    void the_ending_is_how_and_why() {
        assertThat(log.ending())
                .containsExactly("BUILD FAILURE", "Failed to execute goal test: There are test failures.");
    }
}
