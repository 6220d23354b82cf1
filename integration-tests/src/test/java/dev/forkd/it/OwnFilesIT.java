package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a class says itself about its files and its sandbox, in guests that have nothing of the project. */
class OwnFilesIT {

    private static final int LARGE = 8 << 20;
    private static final Pattern SHIPPED = Pattern.compile("\"bytesShipped\"\\s*:\\s*(\\d+)");

    @RegisterExtension
    final Home home = new Home();

    private final Project project = Project.fixture("annotated", "-Dit.for=files");

    @Test
    void a_class_has_the_files_that_it_names_and_a_sandbox_as_it_asks_for() throws Exception {
        large("testdata/left-out");
        large("other/not-asked-for");
        try (Server server = Server.elsewhere(home, project);
                Gateway gateway = new Gateway(server.url())) {
            Assumptions.assumeTrue(server.description().contains("namespaces"), "a guest of its own needs namespaces");

            assertThat(shippedFor(gateway, "AnnotatedTest")).as("everything").isGreaterThan(2 * LARGE);
            assertThat(shippedFor(gateway, "ShipsSomeFiles"))
                    .as("a guest here sees the disk below what is hidden, so the bytes are what tells")
                    .isLessThan(LARGE);

            Path target = project.directory().resolve("target");
            assertThat(target.resolve("kept/made.txt")).hasContent("made in a sandbox");
            assertThat(target.resolve("lost")).as("nobody asked for it").doesNotExist();
            assertThat(gateway.requests())
                    .filteredOn(request -> request.step() == Gateway.Step.CREATE)
                    .extracting(Gateway.Request::body)
                    .satisfiesExactly(
                            plain -> assertThat(plain).contains("\"prewarm\":false"),
                            asked -> assertThat(asked).contains("\"prewarm\":true"));
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    /** Not to be compressed. */
    private void large(String name) throws IOException {
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        Files.write(project.directory().resolve(name), bytes);
    }

    private long shippedFor(Gateway gateway, String test) throws IOException {
        MavenBuild.Result result = MavenBuild.tests(project, home)
                .arguments(
                        "-Dtest=" + test, "-Dforkd.n=1", "-Dforkd.url=" + gateway.url(), "-Dforkd.snapshot-tag=local")
                .environment("FORKD_ENVIRONMENT", Home.MARK)
                .run();
        assertThat(result.exitCode()).as(result.output()).isZero();
        String report = Files.readString(project.directory().resolve("target/forkd/run.json"));
        Matcher bytes = SHIPPED.matcher(report);
        assertThat(bytes.find()).as(report).isTrue();
        return Long.parseLong(bytes.group(1));
    }
}
