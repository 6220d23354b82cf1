package dev.forkd.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.wire.SnapshotInfo;
import dev.forkd.wire.SpawnRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForkdClientTests {
    private static final String SECRET = "s3cr3t-token-0123456789";
    private static final String ID = "sb-6a11229e-0000";
    private static final String INFO = "{\"id\":\"" + ID + "\",\"snapshot_tag\":\"base\",\"netns\":null,\"new\":[1]}";
    private static final SpawnRequest ONE = new SpawnRequest("base", 1, true, null, false);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path state;

    private ForkdClient client;

    @BeforeEach
    void connect() {
        client = client(TestClients.timeouts());
    }

    private ForkdClient client(Timeouts timeouts) {
        return TestClients.of(
                URI.create(SERVER.baseUrl().replace("localhost", "127.0.0.1")), state, Token.of(SECRET), timeouts);
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    @Test
    void sends_token_and_user_agent() {
        SERVER.stubFor(get("/version").willReturn(okJson("{\"version\":\"0.5.3\",\"api\":\"v1\",\"more\":{}}")));

        assertThat(client.version().version()).isEqualTo("0.5.3");

        SERVER.verify(getRequestedFor(urlEqualTo("/version"))
                .withHeader("Authorization", equalTo("Bearer " + SECRET))
                .withHeader("User-Agent", equalTo("forkd-client")));
    }

    @Test
    void reads_lists_and_texts() {
        SERVER.stubFor(get("/v1/snapshots").willReturn(okJson("[{\"tag\":\"a\",\"status\":\"odd\"},{\"tag\":\"b\"}]")));
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson("[" + INFO + "]")));
        SERVER.stubFor(get("/metrics").willReturn(aResponse().withBody("forkd_snapshots_total 3\n")));
        SERVER.stubFor(get("/healthz").willReturn(okJson("{\"ok\":true}")));

        assertThat(client.snapshots()).extracting(SnapshotInfo::tag).containsExactly("a", "b");
        assertThat(client.sandboxes()).extracting(SandboxInfo::id).containsExactly(ID);
        assertThat(client.metrics()).startsWith("forkd_");
        assertThat(client.healthy()).isTrue();
    }

    @Test
    void is_not_healthy_when_nothing_listens() throws Exception {
        try (ForkdClient nowhere = TestClients.of(unusedAddress(), state, Token.NONE)) {
            assertThat(nowhere.healthy()).isFalse();
            assertThatThrownBy(nowhere::version)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("nothing answers there");
        }
    }

    private static URI unusedAddress() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400,InvalidRequestException",
        "401,UnauthorizedException",
        "404,NotFoundException",
        "409,ConflictException",
        "413,CapacityException",
        "415,InvalidRequestException",
        "422,InvalidRequestException",
        "500,ControllerException",
        "503,CapacityException",
        "418,ControllerException"
    })
    void maps_statuses_to_exceptions(int status, String type) {
        SERVER.stubFor(post(anyUrl()).willReturn(json(status, "{\"error\":\"why it failed\"}")));

        assertThatThrownBy(() -> client.exec(ID, new ExecRequest(List.of("true"), 1)))
                .isInstanceOfSatisfying(ForkdException.class, e -> {
                    assertThat(e.getClass().getSimpleName()).isEqualTo(type);
                    assertThat(e.status()).hasValue(status);
                    assertThat(e.sandbox()).hasValue(ID);
                    assertThat(e.operation()).isEqualTo("exec");
                    assertThat(e).hasMessageContaining("why it failed").hasMessageContaining(ID);
                });
    }

    @Test
    void never_shows_the_token_nor_control_characters() {
        SERVER.stubFor(post(anyUrl())
                .willReturn(json(500, "{\"error\":\"\\u001b[31mBearer " + SECRET + "\\u202e::error::\"}")));

        assertThatThrownBy(() -> client.ping(ID)).satisfies(e -> assertThat(e.toString())
                .doesNotContain(SECRET)
                .doesNotContain("\u001b")
                .doesNotContain("\u202e")
                .contains("[token]"));
        assertThat(Token.of(SECRET).toString()).doesNotContain(SECRET);
    }

    @Test
    void bounds_error_texts() {
        SERVER.stubFor(get("/version").willReturn(aResponse().withStatus(400).withBody("x".repeat(1_000_000))));

        assertThatThrownBy(client::version)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1200));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void follows_no_redirect(int status) {
        SERVER.stubFor(get("/version")
                .willReturn(aResponse().withStatus(status).withHeader("Location", SERVER.baseUrl() + "/elsewhere")));
        SERVER.stubFor(get("/elsewhere").willReturn(okJson("{\"version\":\"1\"}")));

        assertThatThrownBy(client::version)
                .isInstanceOf(ControllerException.class)
                .hasMessageContaining("Redirects are never followed");
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void names_a_missing_route() {
        SERVER.stubFor(get("/metrics").willReturn(aResponse().withStatus(404)));

        assertThatThrownBy(client::metrics)
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no such route");
    }

    @Test
    void says_where_a_missing_snapshots_name_is_to_be_found() {
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson("[]")));
        SERVER.stubFor(post("/v1/sandboxes").willReturn(json(404, "{\"error\":\"snapshot none not found\"}")));

        assertThatThrownBy(() -> client.spawn(new SpawnRequest("none", 1, true, null, false)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("snapshot none not found. Correct the tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"../snapshots/prod\"}]",
                "[{\"id\":null}]",
                "[{}]",
                "[null]",
                "{}",
                "null",
                "[] []",
                "<html>",
                ""
            })
    void refuses_lists_that_are_not_as_promised(String body) {
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson(body)));

        assertThatThrownBy(client::sandboxes).isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void repeats_reads() {
        SERVER.stubFor(get("/version").inScenario("s").willReturn(serverError()).willSetStateTo("2"));
        SERVER.stubFor(get("/version")
                .inScenario("s")
                .whenScenarioStateIs("2")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("3"));
        SERVER.stubFor(
                get("/version").inScenario("s").whenScenarioStateIs("3").willReturn(okJson("{\"version\":\"0.5.3\"}")));

        assertThat(client.version().version()).isEqualTo("0.5.3");
    }

    @Test
    void repeats_no_exec() {
        SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThatThrownBy(() -> client.exec(ID, new ExecRequest(List.of("true"), 1)))
                .isInstanceOf(UnreachableException.class);
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void ends_a_call_that_hangs() {
        SERVER.stubFor(post(anyUrl()).willReturn(okJson("{}").withFixedDelay(20_000)));

        assertThatThrownBy(() -> client.ping(ID))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("2000 ms");
    }

    @Test
    void finds_a_tag_that_is_not_listed() {
        SERVER.stubFor(get("/v1/snapshots/cli-made/info")
                .willReturn(okJson("{\"tag\":\"cli-made\",\"created_at_unix\":7,\"chain_depth\":0,\"ancestors\":[]}")));
        SERVER.stubFor(get("/v1/snapshots/none/info").willReturn(json(404, "{\"error\":\"snapshot none not found\"}")));
        SERVER.stubFor(get("/v1/snapshots/old/info").willReturn(aResponse().withStatus(404)));

        assertThat(client.snapshot("cli-made").orElseThrow().createdAtUnix()).isEqualTo(7);
        assertThat(client.snapshot("none")).isEmpty();
        assertThat(client.snapshot("old")).isEmpty();
    }

    @Test
    void takes_a_deleted_sandbox_for_deleted() {
        SERVER.stubFor(delete(anyUrl()).willReturn(json(404, "{\"error\":\"sandbox not found\"}")));

        client.delete(ID);
        client.deleteSnapshot("tag");

        SERVER.verify(2, deleteRequestedFor(anyUrl()));
    }

    @Test
    void repeats_a_delete_that_failed() {
        SERVER.stubFor(delete(anyUrl())
                .inScenario("d")
                .willReturn(json(500, "{\"error\":\"registry remove: rename\"}"))
                .willSetStateTo("gone"));
        SERVER.stubFor(delete(anyUrl())
                .inScenario("d")
                .whenScenarioStateIs("gone")
                .willReturn(json(404, "{\"error\":\"sandbox not found\"}")));

        client.delete(ID);

        SERVER.verify(2, deleteRequestedFor(anyUrl()));
    }

    @Test
    void gives_up_a_delete_after_three_tries() {
        SERVER.stubFor(delete(anyUrl()).willReturn(json(500, "{\"error\":\"rm\"}")));

        assertThatThrownBy(() -> client.delete(ID)).isInstanceOf(ControllerException.class);
        SERVER.verify(3, deleteRequestedFor(anyUrl()));
    }

    @Test
    void refuses_what_cannot_work_without_sending_it() {
        List<Runnable> calls = List.of(
                () -> client.spawn(new SpawnRequest("py3.12", 1, true, null, false)),
                () -> client.spawn(new SpawnRequest("base", 0, true, null, false)),
                () -> client.spawn(new SpawnRequest("base", 1001, true, null, false)),
                () -> client.spawn(new SpawnRequest("base", 1, true, 0L, false)),
                () -> client.delete("../snapshots/prod"),
                () -> client.deleteSnapshot("a/b"),
                () -> client.snapshot("a/b"),
                () -> client.branch(ID, new BranchRequest("", null)),
                () -> client.eval("x y", new EvalRequest("1")),
                () -> client.exec(ID, new ExecRequest(List.of(), 1)),
                () -> client.exec(ID, new ExecRequest(List.of("true"), 0)),
                () -> client.exec(ID, new ExecRequest(List.of("true"), 86_401)),
                () -> client.exec(ID, new ExecRequest(List.of("a\0b"), 1)),
                () -> client.exec(ID, new ExecRequest(List.of("é".repeat(65_536)), 1)),
                () -> client.exec(ID, new ExecRequest(java.util.Collections.nCopies(20, "x".repeat(131_071)), 1)));

        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(InvalidRequestException.class));
        SERVER.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void sends_a_longest_argument() {
        SERVER.stubFor(post(anyUrl()).willReturn(okJson("{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":-9}")));

        assertThat(client.exec(ID, new ExecRequest(List.of("x".repeat(131_071)), 1))
                        .exitCode())
                .isEqualTo(-9);
    }

    @Test
    void repeats_a_create_that_found_something_busy() {
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson("[]")));
        SERVER.stubFor(post("/v1/sandboxes")
                .inScenario("c")
                .willReturn(json(500, "{\"error\":\"restore_many: Resource busy (os error 16)\"}"))
                .willSetStateTo("free"));
        SERVER.stubFor(post("/v1/sandboxes")
                .inScenario("c")
                .whenScenarioStateIs("free")
                .willReturn(json(201, "[" + INFO + "]")));

        assertThat(client.spawn(ONE)).hasSize(1);
        SERVER.verify(
                postRequestedFor(urlEqualTo("/v1/sandboxes"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"snapshot_tag\":\"base\",\"n\":1,\"per_child_netns\":true,\"memory_limit_mib\":null,\"prewarm\":false}")));
    }

    @Test
    void repeats_no_create_that_failed_for_good() {
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson("[]")));
        SERVER.stubFor(post("/v1/sandboxes")
                .willReturn(json(500, "{\"error\":\"restore_many: socket never appeared within 5s\"}")));

        assertThatThrownBy(() -> client.spawn(ONE)).isInstanceOf(ControllerException.class);
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "restore_many: socket child-3.sock never appeared within 5s,netns-setup.sh",
        "restore_many: Resource busy (os error 16),firecracker processes"
    })
    void names_the_operators_remedy(String words, String remedy) {
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson("[]")));
        SERVER.stubFor(post("/v1/sandboxes").willReturn(json(500, "{\"error\":\"" + words + "\"}")));

        assertThatThrownBy(() -> client.spawn(ONE)).hasMessageContaining(words).hasMessageContaining(remedy);
    }

    @Test
    void adopts_the_sandboxes_of_a_lost_answer() {
        String older = INFO.replace("0000", "0007");
        String foreign = INFO.replace("0000", "0008").replace("base", "other");
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson("[" + older + "]")));
        SERVER.stubFor(post("/v1/sandboxes")
                .inScenario("l")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("made"));
        SERVER.stubFor(get("/v1/sandboxes")
                .inScenario("l")
                .whenScenarioStateIs("made")
                .willReturn(okJson("[" + INFO + "," + older + "," + foreign + "]")));

        assertThat(client.spawn(ONE)).extracting(SandboxInfo::id).containsExactly(ID);
    }

    @Test
    void names_the_candidates_when_a_lost_answer_cannot_be_resolved() {
        SERVER.stubFor(get("/v1/sandboxes").willReturn(okJson("[]")));
        SERVER.stubFor(post("/v1/sandboxes")
                .inScenario("l")
                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE))
                .willSetStateTo("made"));
        SERVER.stubFor(get("/v1/sandboxes")
                .inScenario("l")
                .whenScenarioStateIs("made")
                .willReturn(okJson("[" + INFO + "," + INFO.replace("0000", "0001") + "]")));

        assertThatThrownBy(() -> client.spawn(ONE))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("sb-6a11229e-0001");
        SERVER.verify(0, deleteRequestedFor(anyUrl()));
    }

    @Test
    void backs_off_while_all_branch_slots_are_taken() {
        SERVER.stubFor(post(anyUrl())
                .inScenario("b")
                .willReturn(json(503, "{\"error\":\"all 4 slots\"}"))
                .willSetStateTo("free"));
        SERVER.stubFor(post(anyUrl())
                .inScenario("b")
                .whenScenarioStateIs("free")
                .willReturn(json(201, "{\"tag\":\"t\",\"status\":\"ready\"}")));

        assertThat(client.branch(ID, new BranchRequest("t", null)).tag()).isEqualTo("t");
        SERVER.verify(2, postRequestedFor(anyUrl()).withRequestBody(equalToJson("{\"tag\":\"t\"}")));
    }

    @Test
    void finishes_a_branch_although_its_thread_is_interrupted() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(json(201, "{\"tag\":\"t\"}").withFixedDelay(700)));
        var result = new AtomicReference<SnapshotInfo>();
        var flag = new AtomicBoolean();
        var thread = new Thread(() -> {
            result.set(client.branch(ID, new BranchRequest("t", true)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();
        thread.join(5000);

        assertThat(result.get().tag()).isEqualTo("t");
        assertThat(flag).isTrue();
    }

    @Test
    void ends_any_other_call_of_an_interrupted_thread() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(okJson("{}").withFixedDelay(20_000)));
        var failure = new AtomicReference<ForkdException>();
        var flag = new AtomicBoolean();
        var thread = new Thread(() -> {
            try {
                client.ping(ID);
            } catch (ForkdException e) {
                failure.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();
        thread.join(5000);

        assertThat(failure.get()).isInstanceOf(InterruptedOperationException.class);
        assertThat(flag).isTrue();
    }

    @Test
    void keeps_create_and_branch_of_one_controller_apart() {
        SERVER.stubFor(any(anyUrl()).willReturn(json(201, "[]")));
        URI controller = client.controller();
        ForkdClient client = TestClients.of(controller, state, Token.NONE, TestClients.impatient());
        var elsewhere = new ControllerLock(state, controller, Duration.ofSeconds(1));

        try (ProcessLocks.Held held = elsewhere.acquire(Failure.of("test"))) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> client.spawn(ONE)).isInstanceOf(DeadlineException.class);
            assertThatThrownBy(() -> client.branch(ID, new BranchRequest("t", null)))
                    .isInstanceOf(DeadlineException.class);
        }
        SERVER.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void refuses_use_after_close() {
        client.close();

        assertThatThrownBy(client::version).isInstanceOf(IllegalStateException.class);
    }
}
