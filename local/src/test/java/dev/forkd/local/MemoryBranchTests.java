package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forkd.local.sandbox.Isolation;
import dev.forkd.local.sandbox.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Branches that copy processes, where this machine has a CRIU that works: FORKD_CRIU, or the one on the path. */
final class MemoryBranchTests {
    private static final String COUNTER =
            "setsid sh -c 'n=0; while :; do n=$((n + 1)); echo $n >/tmp/count.new; mv /tmp/count.new /tmp/count; sleep 0.02; done'"
                    + " </dev/null >/dev/null 2>&1 &";

    private Path stateRoot;
    private Controllers controllers;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        // Not below /tmp, which a sandbox does not show.
        stateRoot = Files.createTempDirectory(Path.of("/var/tmp"), "forkd-memory-");
        controllers = new Controllers(stateRoot);
        LocalController controller = controllers.start(controllers
                .options()
                .withIsolation(Isolation.Choice.AUTO)
                .withCriu(Optional.ofNullable(System.getenv("FORKD_CRIU")).orElse("criu")));
        Memory memory = controller.memory();
        Assumptions.assumeTrue(memory instanceof Memory.Criu, memory.description());
        rest = new Rest(controller.url());
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    private int count(String sandbox) throws Exception {
        return Integer.parseInt(rest.shell(sandbox, "cat /tmp/count").strip());
    }

    @Test
    void a_running_process_goes_on_in_the_source_and_in_every_copy_from_the_same_moment() throws Exception {
        String source = rest.create(1).get(0);
        rest.shell(source, COUNTER);
        await().atMost(Duration.ofSeconds(20)).until(() -> count(source) > 10);

        JsonNode branched = rest.post("/v1/sandboxes/" + source + "/branch", "{\"tag\":\"t1\"}")
                .json();

        assertThat(branched.path("warning").isMissingNode()
                        || branched.path("warning").isNull())
                .as(branched.toString())
                .isTrue();
        rest.shell(source, "rm -f /tmp/count");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rest.shell(source, "ls /tmp").contains("count"));
        List<String> copies = rest.create("t1", 3);
        for (String copy : copies) {
            int seen = count(copy);
            await().atMost(Duration.ofSeconds(20)).until(() -> count(copy) > seen);
        }
        rest.delete("/v1/sandboxes/" + source);
        int last = count(copies.get(0));
        await().atMost(Duration.ofSeconds(20)).until(() -> count(copies.get(0)) > last);
    }

    @Test
    void copies_of_copies_go_on_too() throws Exception {
        String source = rest.create(1).get(0);
        rest.shell(source, COUNTER);
        await().atMost(Duration.ofSeconds(20)).until(() -> count(source) > 3);
        rest.post("/v1/sandboxes/" + source + "/branch", "{\"tag\":\"t1\"}");
        String child = rest.create("t1", 1).get(0);
        rest.shell(child, "setsid sleep 86400 </dev/null >/dev/null 2>&1 &");

        assertThat(rest.post("/v1/sandboxes/" + child + "/branch", "{\"tag\":\"t2\"}")
                        .json()
                        .path("warning")
                        .asText(""))
                .isEmpty();

        for (String grandchild : rest.create("t2", 2)) {
            int seen = count(grandchild);
            await().atMost(Duration.ofSeconds(20)).until(() -> count(grandchild) > seen);
            assertThat(rest.shell(grandchild, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"))
                    .contains("sleep 86400");
        }
    }

    private static final String LISTENER =
            "setsid python3 -c 'import socket,time; s=socket.socket(); s.bind((\"127.0.0.1\",0)); s.listen();"
                    + " open(\"/tmp/count\",\"w\").write(\"7\"); time.sleep(600)' </dev/null >/dev/null 2>&1 &";

    private JsonNode branchOfOneThatListens(boolean ownNetwork) throws Exception {
        String source = rest.post(
                        "/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"per_child_netns\":" + ownNetwork + "}")
                .json()
                .get(0)
                .path("id")
                .asText();
        rest.shell(source, LISTENER);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rest.shell(source, "ls /tmp").contains("count"));
        return rest.post("/v1/sandboxes/" + source + "/branch", "{\"tag\":\"t1\"}")
                .json();
    }

    @Test
    void what_listens_on_this_machines_network_is_not_copied_and_the_answer_says_why() throws Exception {
        assertThat(branchOfOneThatListens(false).path("warning").asText())
                .contains("files only")
                .contains("per_child_netns");
        assertThat(count(rest.create("t1", 1).get(0))).isEqualTo(7);
    }

    @Test
    void what_listens_on_its_own_network_is_copied() throws Exception {
        assertThat(branchOfOneThatListens(true).path("warning").asText("")).isEmpty();
        String copy = rest.create("t1", 1).get(0);
        assertThat(rest.shell(copy, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).contains("s.listen()");
    }
}
