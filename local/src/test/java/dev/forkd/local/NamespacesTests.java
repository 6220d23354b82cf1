package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forkd.local.sandbox.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only sandboxes with namespaces of their own have. */
final class NamespacesTests {
    @TempDir
    Path stateRoot;

    private Controllers controllers;
    private Isolation isolation;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        LocalController controller = controllers.start(controllers.options().withTmpSizeMib(8));
        isolation = controller.isolation();
        Assumptions.assumeTrue(isolation instanceof Isolation.Namespaces);
        rest = new Rest(controller.url());
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @Test
    void its_tmp_is_its_own_and_small() throws Exception {
        String id = rest.create(1).get(0);

        JsonNode full = rest.exec(id, "sh", "-c", "head -c 20000000 /dev/zero > /tmp/forkd-test-only-inside")
                .json();

        assertThat(full.path("exit_code").asInt()).isEqualTo(1);
        assertThat(full.path("stderr").asText()).contains("No space left on device");
        assertThat(Files.exists(Path.of("/tmp/forkd-test-only-inside"))).isFalse();
        assertThat(rest.exec(id, "stat", "-c", "%a", "/tmp")
                        .json()
                        .path("stdout")
                        .asText())
                .isEqualTo("1777\n");
    }

    @Test
    void it_sees_only_its_own_processes() throws Exception {
        String id = rest.create(1).get(0);

        // The first process, this shell's wrapper, and the shell.
        assertThat(rest.shell(id, "set -- /proc/[0-9]*; echo $#").strip()).isEqualTo("3");
        assertThat(rest.shell(id, "cat /proc/1/cmdline | tr '\\0' ' '")).contains("forkd-sandbox");
    }

    @Test
    void a_command_that_kills_everything_does_not_end_the_sandbox() throws Exception {
        String id = rest.create(1).get(0);

        assertThat(rest.exec(id, "sh", "-c", "kill -9 -1")
                        .json()
                        .path("exit_code")
                        .asInt())
                .isNegative();
        assertThat(rest.shell(id, "echo alive")).isEqualTo("alive\n");
    }

    @Test
    void its_network_is_its_own_with_loopback_and_no_way_out() throws Exception {
        assumeNetworks();
        String id = rest.create(1).get(0);

        assertThat(rest.shell(id, "readlink /proc/self/ns/net").strip())
                .isNotEqualTo(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
        assertThat(rest.shell(id, "cat /proc/net/fib_trie")).contains("127.0.0.1");
        assertThat(rest.shell(id, "tail -n +2 /proc/net/route")).isEmpty();
    }

    @Test
    void without_per_child_netns_any_number_share_this_machines_network() throws Exception {
        Rest.Answer answer =
                rest.post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":2,\"per_child_netns\":false}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get(0).path("netns").isNull()).isTrue();
        String own = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        for (String id : answer.json().findValuesAsText("id")) {
            assertThat(rest.shell(id, "readlink /proc/self/ns/net").strip()).isEqualTo(own);
        }
    }

    private void assumeNetworks() {
        Assumptions.assumeTrue(isolation instanceof Isolation.Namespaces own && own.networks());
    }

    @Test
    void hides_paths_so_that_it_looks_like_another_machine(@TempDir Path elsewhere) throws Exception {
        Path directory = Files.createDirectories(Path.of("target/hide/a")).toAbsolutePath();
        Path file = Files.writeString(directory.resolveSibling("file"), "x").toAbsolutePath();
        Files.writeString(directory.resolve("seen"), "x");
        LocalController hiding = controllers.start(controllers
                .options()
                .withHidden(
                        List.of(directory, file, elsewhere.resolve("missing").toAbsolutePath())));
        Rest other = new Rest(hiding.url());
        String id = other.create(1).get(0);

        assertThat(other.shell(id, "ls -A " + directory + "; wc -c < " + file).strip())
                .isEqualTo("0");
        assertThat(directory.resolve("seen")).exists();
        assertThat(rest.shell(rest.create(1).get(0), "ls " + directory)).isEqualTo("seen\n");
    }

    @Test
    void plain_processes_refuse_to_pretend_that_they_hide() {
        assertThatThrownBy(() -> controllers.start(controllers
                        .options()
                        .withIsolation(Isolation.Choice.PLAIN)
                        .withHidden(List.of(Path.of("/opt")))))
                .hasMessageContaining("plain processes cannot hide paths");
    }

    @Test
    void a_snapshot_that_does_not_fit_fails_the_whole_create() throws Exception {
        String id = rest.create(1).get(0);
        rest.shell(id, "head -c 6000000 /dev/zero > /tmp/x");
        rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\"}");
        String dir = rest.get("/v1/snapshots").json().get(1).path("dir").asText();
        Files.copy(Path.of(dir, "files", "x"), Path.of(dir, "files", "y"));

        Rest.Answer answer = rest.post("/v1/sandboxes", "{\"snapshot_tag\":\"t\",\"n\":2,\"per_child_netns\":true}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().path("error").asText())
                .startsWith("restore_many: ")
                .contains("No space left on device");
        assertThat(rest.get("/v1/sandboxes").json()).hasSize(1);
    }
}
