package dev.forkd.client;

import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.wire.SpawnRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Answers of a controller: a value, or an exception of the family. The first two bytes choose the call and the status. */
public final class ControllerAnswerFuzz {
    private static final String ID = "sb-6a11229e-0000";
    private static final int[] STATUSES = {200, 201, 204, 400, 401, 404, 409, 418, 302, 413};
    private static final List<Consumer<ForkdClient>> CALLS = List.of(
            ForkdClient::version,
            ForkdClient::snapshots,
            ForkdClient::sandboxes,
            client -> client.sandbox(ID),
            client -> client.spawn(new SpawnRequest("a", 1, true, null, false)),
            client -> client.exec(ID, new ExecRequest(List.of("true"), 1)),
            client -> client.eval(ID, new EvalRequest("1+1")),
            client -> client.ping(ID),
            client -> client.branch(ID, new BranchRequest("t", null)),
            client -> client.delete(ID),
            client -> client.deleteSnapshot("t"),
            client -> client.attach(new SandboxInfo(ID, "a", null, null, 1L, 1L, null, false, null, 0L))
                    .shell()
                    .once("try", "true", Duration.ofSeconds(1), List.of()),
            ForkdClient::healthy);
    private static final CannedHttp HTTP = new CannedHttp();
    private static final ForkdClient CLIENT = TestClients.builder(
                    URI.create("http://127.0.0.1:1"), Path.of(System.getProperty("java.io.tmpdir"), "forkd-fuzz"))
            .timeouts(TestClients.hurried())
            .http(HTTP)
            .patience(Duration.ZERO)
            .build();

    private ControllerAnswerFuzz() {}

    /**
     * Tries one input.
     *
     * @param input a call, a status, and a body
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        HTTP.answer(STATUSES[Math.floorMod(input[1], STATUSES.length)], Arrays.copyOfRange(input, 2, input.length));
        try {
            CALLS.get(Math.floorMod(input[0], CALLS.size())).accept(CLIENT);
        } catch (ForkdException e) {
            if (e.getMessage() == null || e.getMessage().isEmpty()) {
                throw new IllegalStateException("no message", e);
            }
        }
    }
}
