package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Operation;
import dev.forkd.wire.SpawnRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTests {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final TestController controller = new TestController();
    private final ForkdClient client = TestClients.of(controller);
    private Sandbox sandbox;

    @BeforeEach
    void spawn() {
        sandbox = spawn(client);
    }

    private static Sandbox spawn(ForkdClient client) {
        return client.attach(client.spawn(new SpawnRequest(TestController.BASE, 1, true, null, false))
                .get(0));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        controller.close();
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<GuestException> assertReason(
            GuestException.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.assertThatExceptionOfType(GuestException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void runs_scripts() {
        ShellResult result = sandbox.run("printf '%s:' \"$@\"; echo oops >&2; exit 3", LONG, "a b", "", "c'");

        assertThat(result).isEqualTo(new ShellResult(3, "a b::c':", "oops\n"));
    }

    @Test
    void survives_scripts_that_break_shells() {
        assertThat(sandbox.run("echo )", LONG).exitCode()).isNotZero();
        assertThat(sandbox.run("set -e; false; echo no", LONG)).isEqualTo(new ShellResult(1, "", ""));
        assertThat(sandbox.run("printf '\\n@@abc 0@@'; exit 1 # end", LONG).exitCode())
                .isEqualTo(1);
    }

    @Test
    void tells_a_timeout_from_a_failure() {
        assertReason(GuestException.Reason.TIMED_OUT, () -> sandbox.run("sleep 3", Duration.ofSeconds(1)));
    }

    @Test
    void tells_a_missing_shell() throws IOException {
        try (TestController without = with(Map.of("PATH", "/nowhere"));
                ForkdClient client = TestClients.of(without)) {
            Sandbox bare = spawn(client);

            assertReason(GuestException.Reason.NOT_STARTED, () -> bare.run("true", LONG));
        }
    }

    private static TestController with(Map<String, String> environment) {
        return new TestController("/bin/sh", "", options -> options.withGuestEnvironment(environment));
    }

    @Test
    void tells_an_ended_shell() {
        assertReason(GuestException.Reason.KILLED, () -> sandbox.run("kill -9 $$", LONG));
        assertReason(GuestException.Reason.KILLED, () -> sandbox.run("kill -15 $$", LONG));
    }

    @Test
    void loses_a_deleted_sandbox() {
        sandbox.delete();

        assertThatThrownBy(() -> sandbox.run("true", LONG)).isInstanceOf(SandboxLostException.class);
        assertThatThrownBy(() -> sandbox.awaitReady(LONG)).isInstanceOf(SandboxLostException.class);
    }

    @Test
    void a_guest_that_is_only_slow_gets_more_time() {
        ShellResult result =
                sandbox.shell().persistently("slow", "sleep 2; echo done", Duration.ofSeconds(1), java.util.List.of());

        assertThat(result.stdout()).isEqualTo("done\n");
    }

    @Test
    void a_vm_that_vanishes_under_a_memory_limit_names_the_limit() {
        Sandbox limited = client.attach(client.spawn(new SpawnRequest(TestController.BASE, 1, true, 256L, false))
                .get(0));
        controller.faults.add(FaultRule.on(Operation.EXEC, new Effect.KillSandbox()));

        assertThatThrownBy(limited::workDirectory)
                .isInstanceOf(SandboxLostException.class)
                .hasMessageContaining("memory_limit_mib 256")
                .hasMessageContaining("plus 128 MiB")
                .satisfies(e -> assertThat(e.getMessage().split(" failed", -1)).hasSize(2));
    }

    @Test
    void waits_for_pong() {
        sandbox.awaitReady(LONG);
        controller.faults.add(FaultRule.on(
                Operation.PING, new Effect.Fail(500, "ping: connect 10.42.0.2:8888: connection timed out")));

        assertThatThrownBy(() -> sandbox.awaitReady(Duration.ofMillis(250)))
                .isInstanceOf(DeadlineException.class)
                .hasMessageContaining("connection timed out");
    }

    @Test
    void a_controller_that_comes_and_goes_does_not_make_the_wait_for_a_guest_endless() {
        try (ForkdClient flapping = TestClients.builder(controller)
                .timeouts(TestClients.shortPings())
                .build()) {
            for (long i = 0; i < 20; i++) {
                // Two tries that are cut take longer than two pings may, so the controller counts as away.
                controller.faults.add(FaultRule.on(Operation.PING, new Effect.Drop())
                        .after(3 * i)
                        .times(2));
                controller.faults.add(FaultRule.on(Operation.PING, new Effect.Fail(500, "ping: no route"))
                        .after(3 * i + 2)
                        .times(1));
            }
            Sandbox seen = flapping.attach(flapping.spawn(new SpawnRequest(TestController.BASE, 1, true, null, false))
                    .get(0));

            assertThatThrownBy(() -> seen.awaitReady(Duration.ofMillis(250)))
                    .isInstanceOf(DeadlineException.class)
                    .hasMessageContaining("begun again 3 times because the controller was away");
        }
    }

    @Test
    void prepares_one_work_directory_for_its_owner_only() throws IOException {
        Path work = Path.of(sandbox.workDirectory());

        assertThat(work.startsWith(controller.root().resolve("local"))).isTrue();
        assertThat(Files.getPosixFilePermissions(work)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(sandbox.workDirectory()).isEqualTo(work.toString());
        assertThat(client.attach(sandbox.info()).workDirectory(99)).isEqualTo(work.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 12_288, 1_118_207, 1_118_208, 1_118_209, 2_500_000})
    void uploads_and_downloads_any_size(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        sandbox.upload(bytes, "some dir/file 'x'");

        assertThat(sandbox.download("some dir/file 'x'", size)).isEqualTo(bytes);
        assertThat(sandbox.run("ls -A \"$1/some dir\" | wc -l", LONG, sandbox.workDirectory())
                        .stdout()
                        .strip())
                .isEqualTo("1");
    }

    @Test
    void copies_files(@TempDir Path temp) throws IOException {
        Path source = Files.writeString(temp.resolve("source"), "hello");

        sandbox.upload(source, sandbox.workDirectory() + "/hello");
        sandbox.download("hello", temp.resolve("target"));

        assertThat(temp.resolve("target")).hasContent("hello");
        assertThat(temp).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void doubles_no_chunk_whose_answer_was_lost() {
        byte[] bytes = new byte[2_500_000];
        new Random(7).nextBytes(bytes);
        sandbox.workDirectory();
        controller.faults.add(
                FaultRule.on(Operation.EXEC, new Effect.DoThenDrop()).times(3));

        sandbox.upload(bytes, "file");

        assertThat(sandbox.download("file", bytes.length)).isEqualTo(bytes);
    }

    @Test
    void copies_files_through_the_agent() {
        byte[] bytes = new byte[2_500_000];
        new Random(7).nextBytes(bytes);
        try (ForkdClient other = TestClients.builder(controller).evaluates(true).build()) {
            Sandbox same = other.attach(sandbox.info());
            same.workDirectory();
            controller.faults.add(
                    FaultRule.on(Operation.EVAL, new Effect.DoThenDrop()).times(2));
            long before = controller.faults.requests(Operation.EXEC);

            same.upload(bytes, "it's/deep/one");

            Assumptions.assumeTrue(controller.faults.requests(Operation.EXEC) <= before + 2, "no Python here");
            assertThat(same.download("it's/deep/one", bytes.length)).isEqualTo(bytes);
            assertThat(sandbox.download("it's/deep/one", bytes.length)).isEqualTo(bytes);
            assertThat(sandbox.run(
                                    "cd \"$1\" && stat -c %a \"it's\" \"it's/deep\"",
                                    Duration.ofSeconds(10), sandbox.workDirectory())
                            .stdout())
                    .isEqualTo("700\n700\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", "a//b", ".", "", "a/", "./a"})
    void uploads_only_into_the_work_directory(String path) {
        assertThatThrownBy(() -> sandbox.upload(new byte[1], path)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void says_that_the_memory_file_system_is_full() throws IOException {
        // A dd that behaves as on a full disk.
        controller.program("dd", "cat >/dev/null; echo \"dd: error writing: No space left on device\" >&2; exit 1");

        assertReason(GuestException.Reason.NO_SPACE, () -> sandbox.upload(new byte[10], "file"))
                .withMessageContaining("memory file system is full");
    }

    @Test
    void notices_a_damaged_upload() throws IOException {
        controller.program("dd", "for a; do case $a in of=*) cat >/dev/null; echo bad >\"${a#of=}\";; esac; done");

        assertReason(GuestException.Reason.DIGEST_MISMATCH, () -> sandbox.upload(new byte[10], "file"));
        assertReason(GuestException.Reason.FAILED, () -> sandbox.download("file", 10));
    }

    @Test
    void refuses_downloads_that_are_too_large_or_missing() {
        sandbox.upload("hello".getBytes(StandardCharsets.UTF_8), "file");

        assertReason(GuestException.Reason.TOO_LARGE, () -> sandbox.download("file", 4));
        assertReason(GuestException.Reason.FAILED, () -> sandbox.download("none", 4));
    }

    /** A guest that claims 1 GiB, and sends a little of it every second. */
    @Test
    void a_claimed_size_buys_no_time(@TempDir Path temp) throws IOException {
        String file = sandbox.workDirectory() + "/file";
        sandbox.run("truncate -s 40M \"$1\"", LONG, file);
        controller.program("stat", "echo 1073741824");
        controller.program("sha256sum", "printf '%064d -' 0");
        controller.program("head", "sleep 1; exec /usr/bin/head \"$@\"");
        var pace = new Download.Pace(Duration.ofSeconds(1), 10_000, Duration.ofDays(1));
        var download = new Download(sandbox.shell(), sandbox.functions(), file, Long.MAX_VALUE, pace);

        assertThatThrownBy(() -> download.to(OutputStream.nullOutputStream()))
                .isInstanceOf(DeadlineException.class)
                .hasMessageContaining("too slowly");
        assertThatThrownBy(() -> sandbox.download(file, temp.resolve("x"), 1L << 30, Duration.ofSeconds(2)))
                .isInstanceOf(DeadlineException.class);
        assertReason(GuestException.Reason.TOO_LARGE, () -> sandbox.download(file, temp.resolve("x"), 1L << 29, LONG));
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void refuses_to_write_to_a_shared_disk() throws IOException {
        // A guest without TMPDIR whose /tmp is on a disk, and which may not mount.
        controller.program("stat", "echo ext2/ext3");
        controller.program("id", "echo 1000");
        String path = controller.root().resolve("bin") + ":/usr/bin:/bin";
        try (TestController without = with(Map.of("TMPDIR", "", "PATH", path));
                ForkdClient client = TestClients.of(without)) {
            assertReason(GuestException.Reason.NO_WORK_DIRECTORY, spawn(client)::workDirectory)
                    .withMessageContaining("ext2/ext3");
        }
    }

    @Test
    void branches() {
        assertThat(sandbox.branch("tag-1").tag()).isEqualTo("tag-1");
    }
}
