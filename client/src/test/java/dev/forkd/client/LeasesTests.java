package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.wire.SnapshotInfo;
import dev.forkd.wire.SpawnRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTests {
    @TempDir
    Path state;

    private final TestController controller = new TestController();
    private final ForkdClient client = TestClients.of(controller);

    @AfterEach
    void stop() throws IOException {
        client.close();
        controller.close();
    }

    private String spawn(String tag) {
        return client.spawn(new SpawnRequest(tag, 1, true, null, false)).get(0).id();
    }

    private List<String> ids() {
        return client.sandboxes().stream().map(SandboxInfo::id).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("leases"))) {
            return files.toList();
        }
    }

    private SweepReport sweep(String... prefixes) {
        return Leases.in(state).sweep(uri -> Optional.of(client), prefixes);
    }

    @Test
    void an_interrupt_neither_keeps_anything_from_being_written_down_nor_ends_the_lease() throws IOException {
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox("sb-1");
            Thread.currentThread().interrupt();
            try {
                lease.recordTag("tag");
                lease.forgetSandbox("sb-1");
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            lease.forgetTag("tag");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void removes_its_file_when_nothing_is_left() throws IOException {
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox("sb-1");
            lease.recordTag("tag");
            assertThat(Files.getPosixFilePermissions(files().get(0)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            lease.forgetSandbox("sb-1");
            lease.forgetTag("tag");
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void sweeps_what_a_dead_owner_left() throws IOException {
        String id = spawn(TestController.BASE);
        client.branch(id, new BranchRequest("jt-1", null));
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox(id);
            lease.recordSandbox("sb-gone");
            lease.recordTag("jt-1");
        }

        SweepReport report = sweep();

        assertThat(report.leases()).isEqualTo(1);
        assertThat(report.sandboxes()).containsExactly(id, "sb-gone");
        assertThat(report.tags()).containsExactly("jt-1");
        assertThat(report.problems()).isEmpty();
        assertThat(ids()).isEmpty();
        assertThat(client.snapshots()).extracting(SnapshotInfo::tag).containsExactly(TestController.BASE);
        assertThat(files()).isEmpty();
    }

    @Test
    void leaves_living_owners_alone() throws Exception {
        String id = spawn(TestController.BASE);
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox(id);

            assertThat(sweep().leases()).isZero();
            assertThat(ids()).containsExactly(id);
            assertThat(lockedForOtherProcesses(files().get(0))).isTrue();
        }
    }

    /** Another process must see the lock, also after sweeps of this one. */
    private static boolean lockedForOtherProcesses(Path file) throws Exception {
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        return probe.waitFor() == 3;
    }

    /** Exits with 3 if a file is locked. */
    static final class LockProbe {
        private LockProbe() {}

        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? 3 : 0);
            }
        }
    }

    @Test
    void ignores_a_line_that_was_cut_short() throws IOException {
        String id = spawn(TestController.BASE);
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox(id);
        }
        Files.writeString(files().get(0), "{\"kind\":\"sandbox\",\"na", StandardOpenOption.APPEND);

        assertThat(sweep().sandboxes()).containsExactly(id);
        assertThat(files()).isEmpty();
    }

    @Test
    void keeps_a_lease_whose_controller_cannot_be_reached_unless_it_was_ephemeral() throws IOException {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (Lease kept = Leases.in(state).open(nowhere, "kept");
                Lease dropped = Leases.in(state).open(nowhere, "dropped", true)) {
            kept.recordSandbox("sb-1");
            dropped.recordSandbox("sb-2");
        }
        try (ForkdClient dead = TestClients.of(nowhere, state, Token.NONE)) {
            SweepReport report = Leases.in(state).sweep(uri -> Optional.of(dead));

            assertThat(report.leases()).isEqualTo(2);
            assertThat(report.problems()).hasSize(1);
        }
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file).content().contains("sb-1"));
    }

    @Test
    void an_address_that_accepts_and_never_answers_costs_a_few_seconds_and_is_forgotten_after_a_week()
            throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + mute.getLocalPort());
            String id = spawn(TestController.BASE);
            for (int i = 0; i < 3; i++) {
                try (Lease stale = Leases.in(state).open(address, "stale")) {
                    stale.recordSandbox("sb-1");
                }
            }
            try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
                lease.recordSandbox(id);
            }
            try (ForkdClient dead =
                    ForkdClient.builder(address).stateDirectory(state).build()) {
                long start = System.nanoTime();

                SweepReport report = Leases.in(state).sweep(uri -> Optional.of(uri.equals(address) ? dead : client));

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
                assertThat(report.sandboxes()).containsExactly(id);
                assertThat(report.problems()).hasSize(3).allSatisfy(line -> assertThat(line)
                        .startsWith(address + " does not answer (")
                        .contains("later runs ask it again, for 7 days (lease " + state));
                assertThat(files()).hasSize(3);
                for (Path file : files()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
                }

                assertThat(Leases.in(state).sweep(uri -> Optional.of(dead)).problems())
                        .hasSize(3)
                        .allMatch(line -> line.contains("forgotten") && line.contains("sb-1"));
                assertThat(files()).isEmpty();
            }
        }
    }

    @Test
    void sweeps_in_the_background() throws Exception {
        String id = spawn(TestController.BASE);
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox(id);
        }
        var report = new CompletableFuture<SweepReport>();

        Leases.in(state).sweepInBackground(uri -> Optional.of(client), report::complete);

        assertThat(report.get(30, TimeUnit.SECONDS).sandboxes()).containsExactly(id);
    }

    @Test
    void damaged_lines_are_reported_and_harm_nothing() throws IOException {
        String id = spawn(TestController.BASE);
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox(id);
        }
        Files.writeString(
                files().get(0),
                """
                {"kind":null,"name":"x"}
                {"kind":"sandbox","name":null}
                null
                []
                {"kind":"sandbox","name":"../x"}
                {"kind":"open","name":"x","controller":"http://a b"}
                {"kind":"later","name":"unknown kind"}
                """,
                StandardOpenOption.APPEND);

        SweepReport report = sweep();

        assertThat(report.sandboxes()).containsExactly(id);
        assertThat(report.problems()).singleElement().asString().contains("6 of its lines are damaged");
    }

    @Test
    void random_damage_gives_nothing_but_reports() throws IOException {
        String good;
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox("sb-1");
            lease.recordTag("tag-1");
            lease.recordPendingSpawn("tag-2", 2);
            good = Files.readString(files().get(0));
        }
        for (int seed = 0; seed < 150; seed++) {
            String damaged = Mutations.of(good, seed);
            Files.writeString(files().isEmpty() ? state.resolve("leases/x.lease") : files().get(0), damaged);

            assertThatCode(() -> Leases.in(state).sweep(uri -> Optional.empty()))
                    .as("seed %d: %s", seed, damaged)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void keeps_a_lease_without_a_client() throws IOException {
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordSandbox("sb-1");
        }

        assertThat(Leases.in(state).sweep(uri -> Optional.empty()).problems()).hasSize(1);
        assertThat(files()).hasSize(1);
    }

    @Test
    void finds_the_sandboxes_of_an_unfinished_spawn_only_for_tags_of_one_run() throws IOException {
        String shared = spawn(TestController.BASE);
        client.branch(shared, new BranchRequest("jt-run-1", null));
        String own = spawn("jt-run-1");
        try (Lease lease = Leases.in(state).open(controller.uri(), "test")) {
            lease.recordPendingSpawn("jt-run-1", 1);
            lease.recordPendingSpawn(TestController.BASE, 1);
        }

        SweepReport report = sweep("jt-");

        assertThat(report.sandboxes()).containsExactly(own);
        assertThat(report.problems()).singleElement().asString().contains(shared);
        assertThat(client.sandboxes()).extracting(SandboxInfo::id).containsExactly(shared);
        assertThat(files()).isEmpty();
    }
}
