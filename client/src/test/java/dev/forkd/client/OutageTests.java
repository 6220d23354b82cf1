package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Operation;
import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.SpawnRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that are refused or cut are neither a lost sandbox nor a lost controller. */
class OutageTests {
    private static final SpawnRequest ONE = new SpawnRequest(TestController.BASE, 1, true, null, false);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestController controller = new TestController();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final ForkdClient client = client(controller.uri());

    private ForkdClient client(URI uri) {
        return TestClients.builder(uri, controller.root().resolve("state"))
                .token(controller.token())
                .notices(notices::add)
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        controller.close();
    }

    private void cut(Operation operation, int times) {
        controller.faults.add(FaultRule.on(operation, new Effect.Drop()).times(times));
    }

    private Sandbox spawned() {
        return client.attach(client.spawn(ONE).get(0));
    }

    @Test
    void reads_and_deletes_are_repeated_and_it_is_said_once() {
        Sandbox sandbox = spawned();
        cut(Operation.LIST_SANDBOXES, 5);
        cut(Operation.DELETE_SANDBOX, 5);

        assertThat(client.sandboxes()).hasSize(1);
        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).contains("refuses or cuts connections; trying again for 3.0 s");
        assertThat(notices.get(1)).contains("answers again");
        sandbox.delete();

        assertThat(client.sandboxes()).isEmpty();
    }

    @Test
    void one_cut_answer_about_health_decides_nothing() {
        client.version();
        cut(Operation.HEALTHZ, 2);
        controller.faults.add(FaultRule.on(Operation.HEALTHZ, new Effect.Answer(200, "application/json", "{\"ok\":tr"))
                .times(2));

        assertThat(client.healthy()).isTrue();
    }

    @Test
    void the_guests_scripts_are_repeated() {
        Sandbox sandbox = spawned();
        cut(Operation.EXEC, 6);

        assertThat(sandbox.run("echo x", LONG).stdout()).isEqualTo("x\n");
        cut(Operation.EXEC, 6);
        sandbox.upload(new byte[10], "file");
        RemoteProcess process = sandbox.start(RemoteCommand.builder("echo", "y").build());
        cut(Operation.EXEC, 6);
        var output = new StringBuilder();
        process.waitFor(LONG, (stream, bytes) -> output.append(new String(bytes, StandardCharsets.UTF_8)));

        assertThat(output).hasToString("y\n");
    }

    @Test
    void a_script_whose_answers_are_lost_runs_once_and_is_still_answered() {
        Sandbox sandbox = spawned();
        String file = sandbox.workDirectory() + "/count";
        controller.faults.add(
                FaultRule.on(Operation.EXEC, new Effect.DoThenDrop()).times(3));

        ShellResult result = sandbox.run("echo once >>\"$1\"; echo said; echo so >&2; exit 7", LONG, file);

        assertThat(result).isEqualTo(new ShellResult(7, "said\n", "so\n"));
        assertThat(sandbox.run("cat \"$1\"", LONG, file).stdout()).isEqualTo("once\n");
    }

    @Test
    void a_script_that_still_runs_when_its_connection_is_cut_is_waited_for() throws Exception {
        try (var gate = new Gate(controller.uri());
                ForkdClient through = client(gate.uri())) {
            Sandbox sandbox = through.attach(through.spawn(ONE).get(0));
            Path file = Path.of(sandbox.workDirectory(), "count");
            CompletableFuture<ShellResult> result = CompletableFuture.supplyAsync(
                    () -> sandbox.run("echo once >>\"$1\"; sleep 1; echo late", LONG, file.toString()));
            await().atMost(LONG).until(() -> Files.exists(file));
            gate.awayFor(Duration.ofMillis(100));

            assertThat(result.get(20, TimeUnit.SECONDS).stdout()).isEqualTo("late\n");
            assertThat(file).hasContent("once");
        }
    }

    /** Longer in all than an outage, or a single call, is put up with: the controller is there between the cuts. */
    @Test
    void a_long_script_may_be_cut_again_and_again() throws Exception {
        Duration patience = Duration.ofMillis(600);
        try (var gate = new Gate(controller.uri());
                ForkdClient through = TestClients.builder(
                                gate.uri(), controller.root().resolve("state"))
                        .token(controller.token())
                        .patience(patience)
                        .build()) {
            Sandbox sandbox = through.attach(through.spawn(ONE).get(0));
            Path file = Path.of(sandbox.workDirectory(), "ticks");
            CompletableFuture<ShellResult> result = CompletableFuture.supplyAsync(() -> sandbox.run(
                    "for i in 1 2 3 4 5 6; do echo $i >>\"$1\"; sleep 1.3; done; echo late", LONG, file.toString()));
            for (int ticks = 1; ticks <= 6; ticks++) {
                int seen = ticks;
                await().atMost(LONG)
                        .until(() ->
                                Files.exists(file) && Files.readAllLines(file).size() >= seen);
                // On a busy machine the call may only just have been made again.
                await().atMost(LONG).until(() -> gate.holdsFor(patience.dividedBy(2)));
                gate.awayFor(Duration.ofMillis(1));
            }

            assertThat(result.get(20, TimeUnit.SECONDS).stdout()).isEqualTo("late\n");
        }
    }

    @Test
    void a_script_that_died_with_its_connection_is_not_run_again() {
        Sandbox sandbox = spawned();
        sandbox.workDirectory();
        controller.faults.add(
                FaultRule.on(Operation.EXEC, new Effect.DoThenDrop()).times(1));

        ShellResult result = sandbox.run("kill -9 $$", LONG);

        assertThat(result.exitCode()).isEqualTo(125);
        assertThat(result.stderr()).contains("cut short together with the connection");
    }

    @Test
    void what_scripts_said_is_not_kept() {
        Sandbox sandbox = spawned();
        for (int i = 0; i < 4; i++) {
            sandbox.run("echo x", LONG);
        }

        assertThat(sandbox.run("ls -d \"$1\"/k-*", LONG, sandbox.workDirectory())
                        .stdout())
                .hasLineCount(1);
    }

    @Test
    void a_single_exec_is_not_repeated() {
        Sandbox sandbox = spawned();
        cut(Operation.EXEC, 1);
        long before = controller.faults.requests(Operation.EXEC);

        assertThatThrownBy(() -> client.exec(sandbox.id(), new ExecRequest(List.of("true"), 1)))
                .isInstanceOf(UnreachableException.class);
        assertThat(controller.faults.requests(Operation.EXEC)).isEqualTo(before + 1);
    }

    @Test
    void a_branch_is_not_repeated() {
        Sandbox sandbox = spawned();
        cut(Operation.BRANCH, 1);

        assertThatThrownBy(() -> client.branch(sandbox.id(), new BranchRequest("t", null)))
                .isInstanceOf(UnreachableException.class);
        assertThat(controller.faults.requests(Operation.BRANCH)).isEqualTo(1);
    }

    @Test
    void a_create_that_made_something_is_adopted_and_one_that_made_nothing_is_repeated() {
        client.version();
        controller.faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.DoThenDrop())
                .times(1));

        String adopted = client.spawn(ONE).get(0).id();

        assertThat(controller.creates()).isEqualTo(1);
        controller.faults.clear();
        cut(Operation.CREATE_SANDBOXES, 1);

        String second = client.spawn(ONE).get(0).id();

        assertThat(controller.creates()).isEqualTo(3);
        assertThat(client.sandboxes()).extracting(info -> info.id()).containsExactly(adopted, second);
        assertThat(notices).anyMatch(line -> line.startsWith("The answer to a create was lost"));
    }

    @Test
    void a_controller_that_is_away_for_a_moment_loses_nothing() throws Exception {
        try (var gate = new Gate(controller.uri());
                ForkdClient through = client(gate.uri())) {
            Sandbox sandbox = through.attach(through.spawn(ONE).get(0));
            RemoteProcess process = sandbox.start(
                    RemoteCommand.builder("sh", "-c", "sleep 1; echo late").build());
            gate.awayFor(Duration.ofMillis(700));

            assertThat(process.waitFor(LONG, (stream, bytes) -> {})).isEqualTo(new ExitStatus.Exited(0));
            assertThat(through.healthy()).isTrue();
            assertThat(notices).isNotEmpty();
        }
    }

    @Test
    void a_call_that_is_never_answered_is_given_up_although_others_are_answered() throws Exception {
        try (ForkdClient impatient = TestClients.builder(
                        controller.uri(), controller.root().resolve("state"))
                .token(controller.token())
                .patience(Duration.ofMillis(200))
                .build()) {
            impatient.version();
            cut(Operation.LIST_SANDBOXES, Integer.MAX_VALUE);
            CompletableFuture<?> never = CompletableFuture.runAsync(impatient::sandboxes);

            await().atMost(LONG).until(() -> {
                impatient.version();
                return never.isDone();
            });
            assertThatThrownBy(never::join).hasCauseInstanceOf(UnreachableException.class);
        }
    }

    @Test
    void a_controller_that_stays_away_is_given_up_once_for_all_calls() throws Exception {
        try (var gate = new Gate(controller.uri());
                ForkdClient through = client(gate.uri())) {
            through.version();
            gate.awayFor(Duration.ofMinutes(5));
            long start = System.nanoTime();

            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(through::sandboxes).isInstanceOf(UnreachableException.class);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
            assertThat(notices).hasSize(1);
        }
    }

    /** Passes bytes on to the controller; while it is away it closes every connection. */
    private static final class Gate implements AutoCloseable {
        private final ServerSocket server;
        private final int target;
        private final List<Socket> open = new CopyOnWriteArrayList<>();
        private volatile long closedUntil = System.nanoTime();
        private volatile long connected = System.nanoTime();

        Gate(URI controller) throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            target = controller.getPort();
            daemon(() -> {
                while (!server.isClosed()) {
                    Socket socket = server.accept();
                    if (System.nanoTime() - closedUntil < 0) {
                        socket.close();
                    } else {
                        connect(socket);
                    }
                }
            });
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        /** Tells whether the newest connection is so old. */
        boolean holdsFor(Duration time) {
            return System.nanoTime() - connected > time.toNanos();
        }

        void awayFor(Duration time) throws IOException {
            closedUntil = System.nanoTime() + time.toNanos();
            for (Socket socket : open) {
                reset(socket);
            }
        }

        private static void reset(Socket socket) throws IOException {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                return; // The other side closed it already.
            }
            socket.close();
        }

        private void connect(Socket client) throws IOException {
            var controller = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(controller);
            connected = System.nanoTime();
            daemon(() -> copy(client, controller));
            daemon(() -> copy(controller, client));
        }

        private static void copy(Socket from, Socket to) throws IOException {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            }
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void daemon(Work work) {
            var thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // The other side is gone, which is what this is for.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
