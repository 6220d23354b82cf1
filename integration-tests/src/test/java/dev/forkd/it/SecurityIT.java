package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token stays with the client, and the host's surroundings stay at home unless they are asked for. */
class SecurityIT {

    private static final String TOKEN = "s3cret-token-of-this-test-0123456789";

    @RegisterExtension
    final Home home = new Home();

    @Test
    void the_token_is_nowhere_to_be_seen() throws IOException {
        Path file = Files.writeString(home.root().resolve("token"), TOKEN);
        List<String> seen = new ArrayList<>();
        MavenBuild.Result result;
        try (Server server = Server.start(home, "--token-file", file.toString())) {
            try (MavenBuild.Running build = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                    .arguments(
                            "-Dtest=WaitsOneTest,SurroundingsTest",
                            "-Dforkd.url=" + server.url(),
                            "-Dforkd.snapshot-tag=local")
                    .environment("FORKD_TOKEN", TOKEN)
                    .start()) {
                build.until("the test waits", () -> Files.exists(home.shared().resolve("waiting-One")));
                for (Path entry : Trees.children(Path.of("/proc"))) {
                    String name = String.valueOf(entry.getFileName());
                    if (name.matches("\\d+")
                            && Leftovers.commandLine(Long.parseLong(name)).contains(TOKEN)) {
                        seen.add("the arguments of " + name);
                    }
                }
                for (ProcessHandle worker : home.leftovers().workers()) {
                    if (read(Path.of("/proc", Long.toString(worker.pid()), "environ"))
                            .contains(TOKEN)) {
                        seen.add("the environment of a worker");
                    }
                }
                assertThat(home.leftovers().workers()).isNotEmpty();
                filesWithToken(home.state(), seen);
                filesWithToken(home.temporary(), seen);
                Files.writeString(home.shared().resolve("go"), "");
                result = build.end();
            }
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        if (result.output().contains(TOKEN)) {
            seen.add("the output");
        }
        filesWithToken(result.reports(), seen);
        filesWithToken(home.shared(), seen);
        assertThat(seen).as("where the token was seen").isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @Test
    void another_machine_sees_only_what_was_named() throws IOException {
        Path output = Project.fixture("cases").directory().resolve("target/screenshots/surroundings.txt");
        Files.deleteIfExists(output);
        MavenBuild.Result result = MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .arguments("-Dtest=SurroundingsTest")
                .environment("HOST_ONLY", "a-value-of-the-host")
                .environment("HANDED_ON", "a-value-for-the-worker")
                .environment("FORKD_ENVIRONMENT", "HANDED_ON," + Home.MARK)
                .environment("FORKD_PLACE", "overlay")
                .arguments("-Dmy.password=a-secret-of-the-host", "-Dhost.setting=a-property-of-the-build")
                .run();
        assertThat(result.exitCode()).as(result.output()).isZero();

        assertThat(Files.readString(output))
                .contains("env HANDED_ON=a-value-for-the-worker", "env SANDBOX_INDEX=0", "property it.dir=")
                .contains("property host.setting=a-property-of-the-build")
                .doesNotContain("HOST_ONLY")
                .doesNotContain("a-value-of-the-host")
                .doesNotContain("a-secret-of-the-host")
                .doesNotContain("env XDG_STATE_HOME")
                .doesNotContain("env MAVEN_CMD_LINE_ARGS")
                .doesNotContain("surefire.");
    }

    @Test
    void a_sandbox_of_this_machine_sees_what_the_build_sees() throws IOException {
        String surroundings = surroundings(MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .environment("HOST_ONLY", "a-value-of-the-host")
                .arguments("-Dhost.only=a-property-of-the-host"));

        assertThat(surroundings)
                .contains("env HOST_ONLY=a-value-of-the-host", "property host.only=a-property-of-the-host");
    }

    /** Even who asks for everything does not ask for this. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "FORKD_*", "FORKD_TOKEN"})
    void an_allow_list_never_hands_on_the_token(String pattern) throws IOException {
        String surroundings = surroundings(MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .environment("FORKD_TOKEN", TOKEN)
                .environment("FORKD_ENVIRONMENT", pattern + "," + Home.MARK));

        assertThat(surroundings.contains("env SANDBOX_INDEX=0")).isTrue();
        // Not by AssertJ's own check: its message would print everything that the worker sees.
        assertThat(surroundings.contains(TOKEN)).as("a test sees the token").isFalse();
    }

    @Test
    void an_allow_list_of_properties_never_hands_on_the_token() throws IOException {
        String surroundings = surroundings(MavenBuild.tests(Project.fixture("cases"), home)
                .arguments(
                        "-Pforkd",
                        "-Dforkd.scope=all",
                        "-Dforkd.n=1",
                        "-Dforkd.system-properties=*",
                        "-Dforkd.token=" + TOKEN)
                .environment("FORKD_ENVIRONMENT", Home.MARK));

        assertThat(surroundings.contains("property it.dir=")).isTrue();
        assertThat(surroundings.contains(TOKEN)).as("a test sees the token").isFalse();
    }

    @Test
    void each_unsafe_way_to_give_the_token_is_told_once_and_still_shows_it_to_nobody() throws IOException {
        Project project = Project.fixture("cases", "-Dit.for=token");
        Files.writeString(
                project.directory().resolve("target/test-classes/junit-platform.properties"),
                "forkd.token=" + TOKEN + "\n");
        MavenBuild.Result result = MavenBuild.forkd(project, home, 2)
                .arguments("-Dtest=QuickOneTest,QuickTwoTest,SurroundingsTest", "-Dforkd.token=" + TOKEN)
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().split("the token was given as a system property", -1))
                .hasSize(2);
        assertThat(result.output().split("the token stands in junit-platform.properties", -1))
                .hasSize(2);
        List<String> seen = new ArrayList<>();
        filesWithToken(result.reports(), seen);
        assertThat(seen).isEmpty();
        assertThat(result.output().contains(TOKEN)).as("the output has it").isFalse();
    }

    private String surroundings(MavenBuild build) throws IOException {
        MavenBuild.Result result = build.arguments("-Dtest=SurroundingsTest").run();
        assertThat(result.exitCode()).as(result.output()).isZero();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
        return Files.readString(home.shared().resolve("surroundings"));
    }

    private static void filesWithToken(Path directory, List<String> seen) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (read(file).contains(TOKEN)) {
                    seen.add(file.toString());
                }
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
