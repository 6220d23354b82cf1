package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Memory;
import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that are copies of one that waits, where this machine has a CRIU that works: FORKD_CRIU, or the one on the path. */
class WarmWorkerIT {

    private static final String CRIU =
            Optional.ofNullable(System.getenv("FORKD_CRIU")).orElse("criu");
    private static final String COPIED = "the workers are copies of one that waited";

    @RegisterExtension
    final Home home = new Home();

    @BeforeEach
    void processesCanBeCopied() throws Exception {
        try (LocalController controller = LocalController.start(
                LocalControllerOptions.defaults().withStateRoot(home.state()).withCriu(CRIU))) {
            Assumptions.assumeTrue(
                    controller.memory() instanceof Memory.Criu,
                    controller.memory().description());
        }
    }

    private MavenBuild warm(Project project, int n) {
        return MavenBuild.forkd(project, home, n).arguments("-Dforkd.warm=platform", "-Dforkd.criu=" + CRIU);
    }

    @Test
    void copies_are_others_than_each_other() throws IOException {
        MavenBuild.Result forkd = warm(Project.fixture("cases"), 2)
                .arguments("-Dtest=ChanceOneTest,ChanceTwoTest")
                .run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output()).contains(COPIED).doesNotContain("started anew");
        List<String> first = Files.readAllLines(home.shared().resolve("chance-0"));
        List<String> second = Files.readAllLines(home.shared().resolve("chance-1"));
        assertThat(first).hasSameSizeAs(second).doesNotContainAnyElementsOf(second);
    }

    @Test
    void reports_are_those_of_a_plain_run() throws IOException {
        Project project = Project.example("features");
        MavenBuild.Result plain = MavenBuild.tests(project, home).run();

        MavenBuild.Result forkd = warm(project, 2).run();

        assertThat(forkd.exitCode()).as(forkd.output()).isEqualTo(plain.exitCode());
        assertThat(forkd.output()).contains(COPIED).doesNotContain("started anew");
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports()))
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void where_copies_cannot_go_on_each_worker_is_started_by_itself() throws IOException {
        // The first copy is the one that shows whether copying works at all.
        MavenBuild.Result forkd = withCopies(1);

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output())
                .contains("could not be made", "criu restore failed")
                .doesNotContain(COPIED);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void where_only_the_first_copy_can_go_on_its_worker_runs_everything() throws IOException {
        MavenBuild.Result forkd = withCopies(2);

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output())
                .contains("the first of 2 sandboxes is ready", COPIED)
                .contains("the run went on with fewer workers than sandboxes", "criu restore failed");
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    /** Runs with a program that continues only so many copies. */
    private MavenBuild.Result withCopies(int most) throws IOException {
        Path marks = Files.createDirectories(home.shared());
        Path program = marks.resolve("criu");
        Files.writeString(
                program,
                """
                #!/bin/sh
                if [ "$1" = restore ]; then
                  for copy in $(seq %d); do
                    if mkdir "%s/copy-$copy" 2>/dev/null; then exec '%s' "$@"; fi
                  done
                  exit 1
                fi
                exec '%3$s' "$@"
                """
                        .formatted(most, marks, CRIU));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dforkd.warm=platform", "-Dforkd.criu=" + program, "-Dtest=QuickOneTest,QuickTwoTest")
                .run();
    }

    @Test
    void without_the_program_each_worker_is_started_by_itself() {
        MavenBuild.Result forkd = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dforkd.warm=platform", "-Dforkd.criu=off", "-Dtest=QuickOneTest,QuickTwoTest")
                .run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output()).doesNotContain(COPIED);
    }
}
