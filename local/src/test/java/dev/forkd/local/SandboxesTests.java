package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forkd.local.Rest.Answer;
import dev.forkd.local.api.EmulatedVersion;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.util.Lists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating, listing and deleting; discovery; and what differs between versions (contract 4, 5.2). */
final class SandboxesTests {
    private static final String TAP_BUSY = "Open tap device failed";

    @TempDir
    Path stateRoot;

    private Controllers controllers;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        rest = new Rest(controllers
                .start(controllers.options().withNamespaces(3).withOneTap().withPython("off"))
                .url());
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @Test
    void says_what_it_is() throws Exception {
        assertThat(rest.get("/healthz").body()).isEqualTo("{\"ok\":true}");
        assertThat(rest.get("/version").body())
                .isEqualTo("{\"version\":\"0.5.3\",\"api\":\"v1\",\"implementation\":\"forkd-local\"}");
        Answer metrics = rest.get("/metrics");
        assertThat(metrics.header("content-type")).isEqualTo("text/plain; version=0.0.4");
        assertThat(metrics.body())
                .isEqualTo(
                        """
                        # HELP forkd_snapshots_total Number of snapshots known to the controller.
                        # TYPE forkd_snapshots_total gauge
                        forkd_snapshots_total 1
                        # HELP forkd_sandboxes_active Number of active sandboxes (child VMs).
                        # TYPE forkd_sandboxes_active gauge
                        forkd_sandboxes_active 0
                        # HELP forkd_branches_in_flight Number of BRANCH operations currently writing memory.bin.
                        # TYPE forkd_branches_in_flight gauge
                        forkd_branches_in_flight 0
                        # HELP forkd_branch_concurrency_cap Configured maximum concurrent BRANCH operations.
                        # TYPE forkd_branch_concurrency_cap gauge
                        forkd_branch_concurrency_cap 4
                        # HELP forkd_build_info Build version of the controller binary.
                        # TYPE forkd_build_info gauge
                        forkd_build_info{version="0.5.3"} 1
                        """);
    }

    @Test
    void creates_lists_and_deletes() throws Exception {
        Answer created = rest.post(
                "/v1/sandboxes",
                "{\"snapshot_tag\":\"local\",\"n\":2,\"per_child_netns\":true,\"memory_limit_mib\":700,\"x\":1}");

        assertThat(created.status()).isEqualTo(201);
        JsonNode first = created.json().get(0);
        assertThat(Lists.newArrayList(first.fieldNames()))
                .containsExactly(
                        "id",
                        "snapshot_tag",
                        "netns",
                        "guest_addr",
                        "created_at_unix",
                        "pid",
                        "memory_limit_mib",
                        "has_branched",
                        "last_branch_memory_path",
                        "branch_count");
        String id = first.path("id").asText();
        assertThat(id).matches("sb-[0-9a-f]+-0000");
        assertThat(first.path("netns").asText()).isEqualTo("forkd-child-1");
        assertThat(first.path("guest_addr").asText()).isEqualTo("10.42.0.2:8888");
        assertThat(first.path("memory_limit_mib").asInt()).isEqualTo(700);
        assertThat(first.path("last_branch_memory_path").isNull()).isTrue();
        assertThat(ProcessHandle.of(first.path("pid").asLong())).isPresent();
        assertThat(created.json().get(1).path("netns").asText()).isEqualTo("forkd-child-2");
        assertThat(rest.get("/v1/sandboxes").json()).isEqualTo(created.json());
        assertThat(rest.get("/v1/sandboxes/" + id).json()).isEqualTo(first);

        Answer deleted = rest.delete("/v1/sandboxes/" + id);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        Answer again = rest.delete("/v1/sandboxes/" + id);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.body()).isEqualTo("{\"error\":\"sandbox " + id + " not found\"}");
        assertThat(ProcessHandle.of(first.path("pid").asLong())).isEmpty();
    }

    @Test
    void pings() throws Exception {
        String id = rest.create(1).get(0);

        assertThat(rest.send(rest.request("/v1/sandboxes/" + id + "/ping").POST(BodyPublishers.ofString("anything")))
                        .body())
                .isEqualTo("{\"agent_lang\":\"python\",\"numpy_version\":\"not-installed\",\"pid\":1,\"pong\":true,"
                        + "\"warmup_ready\":false}");
        assertThat(rest.post("/v1/sandboxes/x/ping", "").body()).isEqualTo("{\"error\":\"sandbox x not found\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"snapshot_tag\":\"!\",\"n\":0};400;n must be ≥ 1",
                "{\"snapshot_tag\":\"!\",\"n\":1001};400;n must be ≤ 1000 (sanity cap)",
                "{\"snapshot_tag\":\"!\"};400;snapshot_tag must be 1-64 chars, ASCII alnum or dash/underscore",
                "{\"snapshot_tag\":\"py3.12\"};400;snapshot_tag must be 1-64 chars, ASCII alnum or dash/underscore",
                "{\"snapshot_tag\":\"nope\"};404;snapshot nope not found",
            })
    void checks_before_it_creates(String body, int status, String error) throws Exception {
        Answer answer = rest.post("/v1/sandboxes", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
    }

    @Test
    void has_one_tap_for_sandboxes_without_namespace() throws Exception {
        String one = "{\"snapshot_tag\":\"local\"}";
        Answer two = rest.post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":2}");
        assertThat(two.status()).isEqualTo(500);
        assertThat(two.body()).contains("restore_many: ", TAP_BUSY, "Resource busy (os error 16)");

        Answer first = rest.post("/v1/sandboxes", one);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().get(0).path("netns").isNull()).isTrue();
        assertThat(rest.post("/v1/sandboxes", one).body()).contains(TAP_BUSY);
        rest.delete("/v1/sandboxes/" + first.json().get(0).path("id").asText());
        assertThat(rest.post("/v1/sandboxes", one).status()).isEqualTo(201);
    }

    @Test
    void gives_out_namespaces_in_rows_and_runs_out_of_them() throws Exception {
        List<String> ids = rest.create(3);

        Answer full = rest.post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"per_child_netns\":true}");
        assertThat(full.status()).isEqualTo(500);
        assertThat(full.body())
                .isEqualTo("{\"error\":\"restore_many: socket /tmp/forkd-daemon-local-o3/child-1.sock"
                        + " never appeared within 5s\"}");
        rest.delete("/v1/sandboxes/" + ids.get(0));
        rest.delete("/v1/sandboxes/" + ids.get(2));
        // Two are free, but not in a row.
        assertThat(rest.post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":2,\"per_child_netns\":true}")
                        .body())
                .contains("-o2/child-2.sock never appeared");
        assertThat(rest.get("/v1/sandboxes/" + rest.create(1).get(0))
                        .json()
                        .path("netns")
                        .asText())
                .isEqualTo("forkd-child-1");
    }

    @Test
    void checks_an_exec_in_the_right_order() throws Exception {
        assertThat(rest.post("/v1/sandboxes/x/exec", "{\"args\":[]}").status()).isEqualTo(404);
        Answer empty = rest.exec(rest.create(1).get(0));
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.body()).isEqualTo("{\"error\":\"args must contain at least one element\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1+1;2;",
                "-7 // 2;-4;",
                "-7 % 3;2;",
                "2 ** 10 - (3 * 4);1012;",
                "'it';'it';",
                "\"it's\";\"it's\";",
                "True;True;",
                "None;None;",
                "1//0;;ZeroDivisionError: integer division or modulo by zero",
                "foo;;NameError: name 'foo' is not defined",
                "import os;;NameError: name 'import' is not defined",
                "x = 1;;NameError: name 'x' is not defined",
                "1 +;;SyntaxError: invalid syntax",
                "9 ** 9 ** 9;;MemoryError: the local controller evaluates small expressions only",
            })
    void evaluates_a_little(String code, String result, String error) throws Exception {
        String id = rest.create(1).get(0);

        Answer answer = rest.post("/v1/sandboxes/" + id + "/eval", "{\"code\":\"" + code.replace("\"", "\\\"") + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("result").asText(null)).isEqualTo(result);
        assertThat(answer.json().path("error").asText(null)).isEqualTo(error);
        assertThat(answer.json().path("exit_code").asInt()).isEqualTo(error == null ? 0 : 1);
    }

    @Test
    void imitates_an_old_version() throws Exception {
        Rest old = new Rest(controllers
                .start(controllers.options().withVersion(EmulatedVersion.V0_3_0).withToken("0123456789abcdef"))
                .url());
        assertThat(old.get("/healthz/").status()).isEqualTo(401);
        old = new Rest(controllers
                .start(controllers.options().withVersion(EmulatedVersion.V0_3_0))
                .url());

        assertThat(old.get("/version").json().path("version").asText()).isEqualTo("0.3.0");
        assertThat(old.get("/v1/workspaces").status()).isEqualTo(404);
        assertThat(old.get("/v1/workspaces").body()).isEmpty();
        assertThat(old.get("/v1/snapshots/local/info").body()).isEmpty();
        assertThat(old.get("/metrics").body()).doesNotContain("branch");
        JsonNode snapshot = old.get("/v1/snapshots").json().get(0);
        assertThat(Lists.newArrayList(snapshot.fieldNames())).containsExactly("tag", "dir", "created_at_unix");
        String id = old.create(1).get(0);
        assertThat(old.get("/v1/sandboxes/" + id).json().has("has_branched")).isTrue();
        assertThat(old.get("/v1/sandboxes/" + id).json().has("branch_count")).isFalse();
        // A mode that it does not know degrades to a full branch.
        JsonNode branch = old.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\",\"mode\":\"diff\"}")
                .json();
        assertThat(Lists.newArrayList(branch.fieldNames()))
                .containsExactly("tag", "dir", "created_at_unix", "branched_from", "pause_ms");
    }

    @Test
    void imitates_the_baseline() throws Exception {
        Rest baseline = new Rest(controllers
                .start(controllers.options().withVersion(EmulatedVersion.BASELINE))
                .url());

        assertThat(baseline.get("/version").json().path("version").asText()).isEqualTo("0.5.3");
        JsonNode snapshot = baseline.get("/v1/snapshots").json().get(0);
        assertThat(snapshot.path("status").asText()).isEqualTo("ready");
        assertThat(snapshot.path("bootable").asBoolean()).isTrue();
        assertThat(rest.get("/v1/snapshots").json().get(0).has("bootable")).isFalse();
        assertThat(baseline.get("/v1/workspaces").body()).isEqualTo("[]");
        assertThat(baseline.get("/v1/workspaces/w").body()).isEqualTo("{\"error\":\"workspace w not found\"}");
    }
}
