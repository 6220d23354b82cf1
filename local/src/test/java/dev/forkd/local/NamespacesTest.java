package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forkd.local.sandbox.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only sandboxes with namespaces of their own have. */
final class NamespacesTest {
    @TempDir
    Path stateRoot;

    private Controllers controllers;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        LocalController controller = controllers.start(controllers.options().withTmpSizeMib(8));
        Assumptions.assumeTrue(controller.isolation() instanceof Isolation.Namespaces);
        rest = new Rest(controller.url());
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @Test
    void itsTmpIsItsOwnAndSmall() throws Exception {
        String id = rest.create(1).get(0);

        JsonNode full =
                rest.exec(id, "sh", "-c", "head -c 20000000 /dev/zero > /tmp/x").json();

        assertThat(full.path("exit_code").asInt()).isEqualTo(1);
        assertThat(full.path("stderr").asText()).contains("No space left on device");
        assertThat(Files.exists(Path.of("/tmp/x"))).isFalse();
        assertThat(rest.exec(id, "stat", "-c", "%a", "/tmp")
                        .json()
                        .path("stdout")
                        .asText())
                .isEqualTo("1777\n");
    }

    @Test
    void itSeesOnlyItsOwnProcesses() throws Exception {
        String id = rest.create(1).get(0);

        // The first process, this shell's wrapper, and the shell.
        assertThat(rest.shell(id, "set -- /proc/[0-9]*; echo $#").strip()).isEqualTo("3");
        assertThat(rest.shell(id, "cat /proc/1/cmdline | tr '\\0' ' '")).contains("forkd-sandbox");
    }

    @Test
    void aCommandThatKillsEverythingDoesNotEndTheSandbox() throws Exception {
        String id = rest.create(1).get(0);

        assertThat(rest.exec(id, "sh", "-c", "kill -9 -1")
                        .json()
                        .path("exit_code")
                        .asInt())
                .isNegative();
        assertThat(rest.shell(id, "echo alive")).isEqualTo("alive\n");
    }

    @Test
    void aSnapshotThatDoesNotFitFailsTheWholeCreate() throws Exception {
        String id = rest.create(1).get(0);
        rest.shell(id, "head -c 6000000 /dev/zero > /tmp/x");
        rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\"}");
        String dir = rest.get("/v1/snapshots").json().get(1).path("dir").asText();
        Files.copy(Path.of(dir, "x"), Path.of(dir, "y"));

        Rest.Answer answer = rest.post("/v1/sandboxes", "{\"snapshot_tag\":\"t\",\"n\":2,\"per_child_netns\":true}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().path("error").asText())
                .startsWith("restore_many: ")
                .contains("No space left on device");
        assertThat(rest.get("/v1/sandboxes").json()).hasSize(1);
    }
}
