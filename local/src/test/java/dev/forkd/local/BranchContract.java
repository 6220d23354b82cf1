package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forkd.local.Rest.Answer;
import dev.forkd.local.sandbox.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches and tags (contract 4.2, 8), in both kinds of isolation. */
abstract class BranchContract {
    private final Isolation.Choice kind;

    @TempDir
    Path stateRoot;

    private Controllers controllers;
    private Rest rest;
    private String source;

    BranchContract(Isolation.Choice kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        rest = new Rest(controllers.start(kind).url());
        source = rest.create(1).get(0);
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @Test
    void captures_files_and_restores_them_in_every_sandbox() throws Exception {
        rest.shell(
                source,
                "cd ${TMPDIR:-/tmp} && mkdir -p w/empty && echo hello > w/f && chmod 751 w/f && ln -s f w/l"
                        + " && mkfifo w/p && printf '#!/bin/sh\\necho ran\\n' > w/x && chmod +x w/x");

        Answer branched = branch("{\"tag\":\"t1\"}");

        assertThat(branched.status()).isEqualTo(201);
        JsonNode info = branched.json();
        assertThat(info.path("tag").asText()).isEqualTo("t1");
        assertThat(info.path("branched_from").asText()).isEqualTo(source);
        assertThat(info.path("status").asText()).isEqualTo("ready");
        assertThat(info.path("warning").asText())
                .startsWith("local controller: files only, processes are not captured");
        assertThat(info.has("pause_ms")).isTrue();
        assertThat(info.has("diff_ms")).isFalse();
        rest.shell(source, "echo changed > ${TMPDIR:-/tmp}/w/f");
        rest.delete("/v1/sandboxes/" + source);
        for (String child : rest.create("t1", 2)) {
            assertThat(rest.shell(child, "cd ${TMPDIR:-/tmp}/w; cat l; stat -c %a f; test -p p; test -d empty; ./x"))
                    .isEqualTo("hello\n751\nran\n");
        }
    }

    @Test
    void counts_branches() throws Exception {
        branch("{\"tag\":\"t1\"}");
        Answer diff = branch("{\"tag\":\"t2\",\"mode\":\"diff\"}");

        assertThat(diff.json().has("diff_ms")).isTrue();
        assertThat(diff.json().has("diff_physical_bytes")).isTrue();
        JsonNode sandbox = rest.get("/v1/sandboxes/" + source).json();
        assertThat(sandbox.path("branch_count").asInt()).isEqualTo(2);
        assertThat(sandbox.path("has_branched").asBoolean()).isTrue();
        assertThat(sandbox.path("last_branch_memory_path").asText()).endsWith("/t2/memory.bin");
        assertThat(rest.get("/v1/snapshots").json().findValuesAsText("tag")).containsExactly("local", "t1", "t2");
    }

    @Test
    void names_the_tag_itself() throws Exception {
        assertThat(branch("{}").json().path("tag").asText()).matches("branch-" + source + "-\\d+-[0-9a-f]{4}");
        assertThat(branch("{\"tag\":null}").status()).isEqualTo(201);
    }

    @Test
    void checks_in_the_right_order() throws Exception {
        branch("{\"tag\":\"t1\"}");

        expect(
                branch("{\"tag\":\"a b\",\"mode\":\"live\",\"diff\":true}"),
                400,
                "tag must be 1-64 chars, ASCII alnum or dash/underscore");
        assertThat(branch("{\"tag\":\"t1\",\"mode\":\"full\",\"diff\":true}").status())
                .isEqualTo(400);
        assertThat(branch("{\"tag\":\"t1\",\"diff\":true,\"live\":true}").status())
                .isEqualTo(400);
        assertThat(branch("{\"tag\":\"t1\",\"wait\":false}").status()).isEqualTo(400);
        assertThat(branch("{\"tag\":\"t1\",\"mode\":\"quick\"}").status()).isEqualTo(422);
        expect(
                rest.post("/v1/sandboxes/x/branch", "{\"tag\":\"t1\"}"),
                409,
                "snapshot t1 already exists; DELETE first");
        expect(rest.post("/v1/sandboxes/x/branch", "{\"tag\":\"t2\"}"), 404, "sandbox x not found");
        assertThat(branch("{\"tag\":\"t2\",\"parent_tag\":\"local\"}").status()).isEqualTo(400);
        assertThat(branch("{\"tag\":\"t2\",\"diff\":true,\"parent_tag\":\"t1\"}")
                        .status())
                .isEqualTo(400);
        assertThat(branch("{\"tag\":\"t2\",\"mode\":\"live\"}").status()).isEqualTo(500);
        assertThat(branch("{\"tag\":\"t2\"}").status()).isEqualTo(201);
    }

    @Test
    void reports_a_live_branch_that_nobody_waits_for_as_writing() throws Exception {
        String live = rest.post(
                        "/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"per_child_netns\":true,\"live_fork\":true}")
                .json()
                .get(0)
                .path("id")
                .asText();

        Answer answer =
                rest.post("/v1/sandboxes/" + live + "/branch", "{\"tag\":\"t1\",\"mode\":\"live\",\"wait\":false}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("status").asText()).isEqualTo("writing");
        assertThat(rest.get("/v1/snapshots").json().findValuesAsText("status")).containsOnly("ready");
    }

    @Test
    void deletes_tags_with_their_files() throws Exception {
        Path directory = Path.of(branch("{\"tag\":\"t1\"}").json().path("dir").asText());
        assertThat(directory).isDirectory();
        List<String> children = rest.create("t1", 1);

        assertThat(rest.delete("/v1/snapshots/t1").status()).isEqualTo(204);

        assertThat(directory).doesNotExist();
        expect(rest.delete("/v1/snapshots/t1"), 404, "snapshot t1 not found");
        assertThat(rest.exec(children.get(0), "true").status()).isEqualTo(200);
    }

    @Test
    void the_base_tag_is_there_again_after_its_deletion() throws Exception {
        assertThat(rest.delete("/v1/snapshots/local").status()).isEqualTo(204);

        assertThat(rest.get("/v1/snapshots").json().findValuesAsText("tag")).containsExactly("local");
        assertThat(rest.exec(rest.create("local", 1).get(0), "true").status()).isEqualTo(200);
    }

    @Test
    void protects_the_parents_of_chains() throws Exception {
        branch("{\"tag\":\"p\"}");
        String child = rest.create("p", 1).get(0);
        assertThat(rest.post("/v1/sandboxes/" + child + "/branch", "{\"tag\":\"c\",\"diff\":true,\"parent_tag\":\"p\"}")
                        .status())
                .isEqualTo(201);

        JsonNode info = rest.get("/v1/snapshots/c/info").json();
        assertThat(info.path("chain_depth").asInt()).isEqualTo(1);
        assertThat(info.path("ancestors").get(0).asText()).isEqualTo("p");
        assertThat(rest.get("/v1/snapshots/p/info")
                        .json()
                        .path("dependents")
                        .get(0)
                        .asText())
                .isEqualTo("c");
        Answer refused = rest.delete("/v1/snapshots/p");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("error").asText())
                .startsWith("snapshot `p` is the parent of 1 chained snapshot(s): [c]; rerun with ");
        assertThat(rest.delete("/v1/snapshots/p?cascade=true&force=true").status())
                .isEqualTo(400);
        Answer compacted = rest.post("/v1/snapshots/c/compact", "{\"to\":\"flat\"}");
        assertThat(compacted.status()).isEqualTo(200);
        assertThat(compacted.json().path("branched_from").asText()).isEqualTo("compact:c");
        assertThat(rest.delete("/v1/snapshots/p?cascade=true").status()).isEqualTo(204);
        assertThat(rest.get("/v1/snapshots").json().findValuesAsText("tag")).containsExactly("flat", "local");
    }

    @Test
    void makes_base_tags_after_the_real_checks() throws Exception {
        Path file = Files.createFile(stateRoot.resolve("some-file"));
        String ok = "\"kernel\":\"" + file + "\",\"rootfs\":\"" + file + "\"";

        expect(base("{\"tag\":\"b.c\"," + ok + "}"), 400, "tag must be 1-64 chars, ASCII alnum or dash/underscore");
        expect(base("{\"tag\":\"b\",\"kernel\":\"/no/k\",\"rootfs\":\"/no/r\"}"), 400, "kernel not found: /no/k");
        expect(
                base("{\"tag\":\"b\",\"kernel\":\"" + file + "\",\"rootfs\":\"/no/r\"}"),
                400,
                "rootfs not found: /no/r");
        expect(base("{\"tag\":\"b\"," + ok + ",\"boot_wait_secs\":61}"), 400, "boot_wait_secs must be ≤ 60");
        assertThat(base("{\"tag\":\"b\"," + ok + "}").status()).isEqualTo(201);
        expect(base("{\"tag\":\"b\"," + ok + "}"), 400, "snapshot b already exists; DELETE first");
        assertThat(rest.create("b", 1)).hasSize(1);
    }

    private Answer base(String body) throws Exception {
        return rest.post("/v1/snapshots", body);
    }

    private Answer branch(String body) throws Exception {
        return rest.post("/v1/sandboxes/" + source + "/branch", body);
    }

    private static void expect(Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
    }
}
