package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker dies: the test that ran fails with the reason, every other one ends as it should. */
class WorkerDeathIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void a_test_halts_its_jvm() throws IOException {
        MavenBuild.Result result = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dtest=HaltTest,QuickOneTest,QuickTwoTest")
                .run();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        Reports tests = result.tests();
        assertThat(tests.outcomes())
                .contains("HaltTest.a_before passed", "HaltTest.b_halts error", "HaltTest.c_after passed")
                .hasSize(15);
        assertThat(tests.count("passed")).isEqualTo(14);
        assertThat(tests.only("HaltTest.b_halts").message())
                .contains("The worker in sandbox sb-", "its JVM ended with exit code 3", "SANDBOX_INDEX=");
        // What had already ended is not run again.
        assertThat(Files.readAllLines(home.shared().resolve("executions")).stream()
                        .map(line -> line.substring(0, line.lastIndexOf(' '))))
                .doesNotHaveDuplicates()
                .hasSize(15);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_worker_is_killed_from_outside() throws IOException {
        try (MavenBuild.Running build = MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .arguments("-Dtest=WaitsOneTest,QuickOneTest")
                .start()) {
            build.until("the test waits", () -> Files.exists(home.shared().resolve("waiting-One")));
            List<ProcessHandle> workers = home.leftovers().workers();
            assertThat(workers).hasSize(1);
            workers.forEach(ProcessHandle::destroyForcibly);
            MavenBuild.Result result = build.end();

            assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
            Reports tests = result.tests();
            assertThat(tests.outcomes())
                    .contains(
                            "WaitsOneTest.a_before passed", "WaitsOneTest.b_waits error", "WaitsOneTest.c_after passed")
                    .hasSize(9);
            assertThat(tests.count("passed")).isEqualTo(8);
            assertThat(tests.only("WaitsOneTest.b_waits").message()).contains("its JVM was killed by signal 9");
        }
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_class_that_always_halts_ends() {
        MavenBuild.Result result = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dtest=PoisonTest,QuickOneTest")
                .run();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        Reports tests = result.tests();
        // The class is given up after some deaths: whatever had not started then is accounted for by the class.
        assertThat(tests.outcomes())
                .contains("PoisonTest.one error", "PoisonTest.two error")
                .hasSize(9);
        assertThat(tests.count("error")).isEqualTo(3);
        assertThat(tests.count("passed")).isEqualTo(6);
        assertThat(tests.only("PoisonTest.two").message()).contains("its JVM ended with exit code 4");
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }
}
