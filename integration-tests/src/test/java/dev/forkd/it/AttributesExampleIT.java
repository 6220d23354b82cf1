package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples of what a class can ask its sandbox to be, as the guide quotes them. */
class AttributesExampleIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void each_class_has_the_sandbox_that_it_asks_for() {
        MavenBuild.Result result = MavenBuild.tests(Project.example("attributes"), home)
                .environment("FORKD_CRIU", "off")
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        Guide.assertQuotes("examples/attributes", result.output());
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_class_elsewhere_has_the_files_that_it_asks_for_and_what_it_writes_comes_back() throws Exception {
        Project project = Project.example("elsewhere");
        try (Server server = Server.elsewhere(home, project)) {
            Assumptions.assumeTrue(server.description().contains("namespaces"), "a guest of its own needs namespaces");

            MavenBuild.Result result = MavenBuild.tests(project, home)
                    .environment("FORKD_URL", server.url().toString())
                    .environment("FORKD_SNAPSHOT_TAG", "local")
                    .run();

            assertThat(result.exitCode()).as(result.output()).isZero();
            Path answer = project.directory().resolve("target/made/answer.txt");
            assertThat(answer).hasContent("42, and what is six times seven?");
            Guide.assertQuotes("examples/elsewhere", result.output());
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }
}
