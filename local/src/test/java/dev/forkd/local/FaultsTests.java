package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.local.Rest.Answer;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Faults;
import dev.forkd.local.fault.Operation;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault knobs: each gives a client what the real controller gave when it happened. */
final class FaultsTests {
    private final Faults faults = new Faults();

    @TempDir
    Path stateRoot;

    private Controllers controllers;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        rest = new Rest(
                controllers.start(controllers.options().withFaults(faults)).url());
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @Test
    void kills_one_sandbox_after_some_execs() throws Exception {
        faults.add(FaultRule.on(Operation.EXEC, new Effect.KillSandbox())
                .ofSandbox(2)
                .after(2)
                .times(1));
        List<String> ids = rest.create(2);

        for (int i = 0; i < 2; i++) {
            rest.shell(ids.get(0), "true");
            rest.shell(ids.get(1), "true");
        }

        String dead = "connect 10.42.0.2:8888: No route to host (os error 113)\"}";
        assertThat(rest.exec(ids.get(1), "true").body()).isEqualTo("{\"error\":\"exec: " + dead);
        assertThat(rest.exec(ids.get(1), "true").status()).isEqualTo(500);
        assertThat(rest.post("/v1/sandboxes/" + ids.get(1) + "/eval", "{\"code\":\"1\"}")
                        .body())
                .isEqualTo("{\"error\":\"eval: " + dead);
        assertThat(rest.post("/v1/sandboxes/" + ids.get(1) + "/ping", "").body())
                .isEqualTo("{\"error\":\"ping: connect 10.42.0.2:8888: connection timed out\"}");
        rest.shell(ids.get(0), "true");
        assertThat(rest.get("/v1/sandboxes").json()).hasSize(2);
    }

    @Test
    void kills_a_sandbox_while_a_command_runs() throws Exception {
        faults.add(FaultRule.on(Operation.EXEC, new Effect.KillSandboxDuring(Duration.ofMillis(200))));

        assertThat(rest.exec(rest.create(1).get(0), "sleep", "20").body())
                .isEqualTo("{\"error\":\"exec: read response: Resource temporarily unavailable (os error 11)\"}");
    }

    @Test
    void lets_the_agent_go_and_sandboxes_be_mute() throws Exception {
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.MuteFirst(1))
                .times(1));
        faults.add(FaultRule.on(Operation.PING, new Effect.StopAgent()).ofSandbox(2));
        List<String> ids = rest.create(2);

        assertThat(rest.exec(ids.get(0), "true").body())
                .isEqualTo("{\"error\":\"exec: connect 10.42.0.2:8888: connection timed out\"}");
        assertThat(rest.post("/v1/sandboxes/" + ids.get(0) + "/ping", "").status())
                .isEqualTo(500);
        assertThat(rest.post("/v1/sandboxes/" + ids.get(1) + "/ping", "").body())
                .isEqualTo("{\"error\":\"ping: connect 10.42.0.2:8888: Connection refused (os error 111)\"}");
        rest.shell(rest.create(1).get(0), "true");
    }

    @Test
    void fails_then_succeeds() throws Exception {
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Fail(500, "restore_many: busy (os error 16)"))
                .times(2));
        String body = "{\"snapshot_tag\":\"local\",\"n\":3,\"per_child_netns\":true}";

        assertThat(rest.post("/v1/sandboxes", body).body())
                .isEqualTo("{\"error\":\"restore_many: busy (os error 16)\"}");
        assertThat(rest.post("/v1/sandboxes", body).status()).isEqualTo(500);
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.AtMost(1)));
        assertThat(rest.post("/v1/sandboxes", body).json()).hasSize(1);
        faults.clear();
        assertThat(rest.post("/v1/sandboxes", body).json()).hasSize(3);
    }

    @Test
    void does_and_fails() throws Exception {
        faults.add(FaultRule.on(Operation.DELETE_SANDBOX, new Effect.DoThenFail(500, "registry remove: rename x")));
        String id = rest.create(1).get(0);

        assertThat(rest.delete("/v1/sandboxes/" + id).status()).isEqualTo(500);
        faults.clear();
        assertThat(rest.delete("/v1/sandboxes/" + id).status()).isEqualTo(404);
    }

    @Test
    void leaves_the_source_of_a_failed_branch_paused() throws Exception {
        faults.add(FaultRule.on(Operation.BRANCH, new Effect.FailLeavingPaused("No space left on device")));
        String id = rest.create(1).get(0);

        Answer failed = rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\"}");

        assertThat(failed.body()).isEqualTo("{\"error\":\"branch: No space left on device\"}");
        assertThat(rest.exec(id, "true").body()).contains("connection timed out");
        assertThat(rest.get("/v1/snapshots").json()).hasSize(1);
    }

    @Test
    void kills_the_source_when_the_client_of_a_branch_goes() throws Exception {
        faults.add(FaultRule.on(Operation.BRANCH, new Effect.DisconnectDuringBranch())
                .times(1));
        String id = rest.create(1).get(0);

        assertThatThrownBy(() -> rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\"}"))
                .isInstanceOf(IOException.class);

        assertThat(rest.get("/v1/sandboxes").json()).hasSize(1);
        assertThat(rest.exec(id, "true").status()).isEqualTo(500);
        assertThat(rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\"}")
                        .status())
                .isEqualTo(409);
        assertThat(rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"u\"}")
                        .status())
                .isEqualTo(404);
        assertThat(rest.delete("/v1/snapshots/t").status()).isEqualTo(204);
    }

    @Test
    void answers_late_never_or_not_at_all() throws Exception {
        faults.add(FaultRule.on(Operation.VERSION, new Effect.Delay(Duration.ofMillis(300))));
        faults.add(FaultRule.on(Operation.METRICS, new Effect.Drop()));
        faults.add(FaultRule.on(Operation.LIST_SANDBOXES, new Effect.Hang()));
        faults.add(FaultRule.on(Operation.LIST_SNAPSHOTS, new Effect.ListTwice()));

        long begin = System.nanoTime();
        assertThat(rest.get("/version").status()).isEqualTo(200);
        assertThat(System.nanoTime() - begin)
                .isGreaterThan(Duration.ofMillis(290).toNanos());
        assertThatThrownBy(() -> rest.get("/metrics")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> rest.send(rest.request("/v1/sandboxes")
                        .timeout(Duration.ofMillis(300))
                        .GET()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(rest.get("/v1/snapshots").json().findValuesAsText("tag")).containsExactly("local", "local");
        assertThat(rest.get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void stops_answering_altogether() throws Exception {
        faults.add(FaultRule.onAny(new Effect.StopAnswering()).after(1));

        assertThat(rest.get("/healthz").status()).isEqualTo(200);
        for (String path : List.of("/healthz", "/v1/sandboxes")) {
            assertThatThrownBy(() -> rest.send(
                            rest.request(path).timeout(Duration.ofMillis(300)).GET()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void restarts() throws Exception {
        String id = rest.create(1).get(0);
        rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\"}");
        faults.add(FaultRule.on(Operation.PING, new Effect.Restart()).times(1));

        assertThatThrownBy(() -> rest.post("/v1/sandboxes/" + id + "/ping", "")).isInstanceOf(IOException.class);

        assertThat(rest.get("/v1/sandboxes").body()).isEqualTo("[]");
        assertThat(rest.post("/v1/sandboxes/" + id + "/ping", "").status()).isEqualTo(404);
        assertThat(rest.create("t", 1)).hasSize(1);
    }

    @Test
    void waits_as_long_as_the_real_one_times_the_scale() throws Exception {
        Rest slow = new Rest(controllers
                .start(controllers.options().withTimerScale(0.1).withFaults(faults))
                .url());
        String id = slow.create(1).get(0);
        faults.add(FaultRule.on(Operation.EXEC, new Effect.KillSandboxDuring(Duration.ofMillis(50))));

        long begin = System.nanoTime();
        assertThat(slow.exec(id, 5, "sleep", "20").body()).contains("os error 11");

        // A tenth of timeout_secs + 5.
        assertThat(System.nanoTime() - begin)
                .isGreaterThan(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void limits_branches() throws Exception {
        Rest narrow = new Rest(controllers
                .start(controllers.options().withBranchConcurrency(1).withFaults(faults))
                .url());
        String id = narrow.create(1).get(0);
        faults.add(FaultRule.on(Operation.BRANCH, new Effect.Answer(503, "application/json", "{\"error\":\"(4)\"}"))
                .times(1));

        assertThat(narrow.post("/v1/sandboxes/" + id + "/branch", "{}").status())
                .isEqualTo(503);
        assertThat(narrow.post("/v1/sandboxes/" + id + "/branch", "{}").status())
                .isEqualTo(201);
    }
}
