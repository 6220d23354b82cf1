package dev.forkd.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.bundle.Bundle;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.wire.SpawnRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestDescriptor;

@Timeout(120)
class CoverageTests {

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();
    private LocalController controller;
    private ForkdClient client;
    private Sandbox sandbox;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        file = Files.writeString(directory.resolve("all.exec"), "own,");
        controller = LocalController.start(LocalControllerOptions.defaults());
        client = ForkdClient.builder(controller.url())
                .stateDirectory(directory.resolve("state"))
                .build();
        sandbox = client.attach(client.spawn(new SpawnRequest(ForkdConfiguration.LOCAL_TAG, 1, true, null, false))
                .get(0));
        sandbox.awaitReady(Duration.ofSeconds(60));
    }

    @AfterEach
    void end() {
        sandbox.delete();
        client.close();
        controller.close();
    }

    @Test
    void what_a_worker_recorded_is_added() throws IOException {
        recorded("worker's");

        coverage().collect(sandbox, sandbox.workDirectory(), true);

        assertThat(file).hasContent("own,worker's");
        assertThat(said).isEmpty();
    }

    /** Its file may be half written, and half a file makes the whole unreadable. */
    @Test
    void what_a_killed_worker_recorded_is_left_out_and_that_is_said() throws IOException {
        recorded("worke");

        coverage().collect(sandbox, sandbox.workDirectory(), false);

        assertThat(file).hasContent("own,");
        assertThat(said)
                .singleElement()
                .asString()
                .contains("coverage of sandbox " + sandbox.id() + " is missing from " + file);
    }

    /** The agent makes its file at once and fills it at the end, which a halted JVM does not reach. */
    @Test
    void a_worker_that_recorded_nothing_is_told_of() throws IOException {
        recorded("");

        coverage().collect(sandbox, sandbox.workDirectory(), true);

        assertThat(said).singleElement().asString().contains("is missing from " + file);
    }

    private void recorded(String content) {
        sandbox.upload(content.getBytes(UTF_8), sandbox.workDirectory() + "/jacoco.exec");
    }

    private Coverage coverage() throws IOException {
        Bundle bundle = new Bundle(
                Path.of("a.zip"),
                Path.of("w.jar"),
                "",
                List.of(),
                "project",
                "project",
                List.of(new Bundle.Agent("lib/0-jacoco.jar", "destfile=" + file)),
                1);
        return Coverage.of(bundle, Files.createDirectories(directory.resolve("scratch")), new Recorder(said));
    }

    private record Recorder(List<String> said) implements Host {

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {}
    }
}
