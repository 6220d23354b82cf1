package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Operation;
import dev.forkd.wire.SpawnRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real processes under real shells; each nested class runs all of it with another {@code sh}. */
@Execution(ExecutionMode.CONCURRENT)
class RemoteProcessTests {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Nested
    class WithDash extends Contract {
        WithDash() {
            super("/bin/dash");
        }
    }

    @Nested
    class WithBash extends Contract {
        WithBash() {
            super("/bin/bash");
        }
    }

    @Nested
    class WithBusybox extends Contract {
        WithBusybox() {
            super("/usr/bin/busybox");
        }
    }

    /** What the shell scripts do, the guest's agent does itself. */
    @Nested
    class ThroughTheAgent extends Contract {
        ThroughTheAgent() {
            super("/bin/sh", true);
        }

        @Test
        void needs_no_process_for_a_look() {
            RemoteProcess process = start("cat");
            process.poll(Duration.ZERO);
            assumeCheap(process);
            long before = requests(Operation.EXEC);

            process.send("a\n".getBytes(StandardCharsets.UTF_8));
            await().untilAsserted(() ->
                    assertThat(process.poll(Duration.ofSeconds(1)).chunks()).containsKey("stdout"));

            assertThat(requests(Operation.EXEC)).isEqualTo(before);
            process.kill();
        }

        @Test
        void goes_on_with_scripts_when_the_agent_answers_no_more() {
            RemoteProcess process = start("cat; echo eof");
            process.poll(Duration.ZERO);
            assumeCheap(process);
            fail(Operation.EVAL);

            process.send("a\n".getBytes(StandardCharsets.UTF_8));
            process.closeInput();

            assertThat(end(process).stdout()).isEqualTo("a\neof\n");
            assertThat(process.looksAreCheap()).isFalse();
        }

        @Test
        void a_pipe_in_place_of_a_file_keeps_the_agent_from_nothing() {
            RemoteProcess process = start("sleep 60");
            process.poll(Duration.ZERO);
            assumeCheap(process);
            sandbox.run("mkfifo \"$1/exit\"", LONG, process.directory());

            Optional<String> answer = assertTimeoutPreemptively(Duration.ofSeconds(15), () -> sandbox.functions()
                    .call("poll", Duration.ofSeconds(60), List.of(process.directory(), 9, 0, 100, "stdout", 0)));

            assertThat(answer).hasValueSatisfying(said -> assertThat(said).doesNotContain("@exit"));
        }

        private void assumeCheap(RemoteProcess process) {
            Assumptions.assumeTrue(process.looksAreCheap(), "no Python here");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    abstract static class Contract {
        private final String shell;
        private final TestController controller;
        private final ForkdClient client;
        final Sandbox sandbox;

        Contract(String shell) {
            this(shell, false);
        }

        Contract(String shell, boolean throughTheAgent) {
            Assumptions.assumeTrue(Files.isExecutable(Path.of(shell)));
            this.shell = shell;
            controller = new TestController(shell);
            client = TestClients.builder(controller).evaluates(throughTheAgent).build();
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

        long requests(Operation operation) {
            return controller.faults.requests(operation);
        }

        void fail(Operation operation) {
            controller.faults.add(FaultRule.on(operation, new Effect.Fail(500, "no answer")));
        }

        /** Whichever way a call goes, the first answers to it are lost. */
        private void loseAnswers(int times) {
            for (Operation operation : List.of(Operation.EXEC, Operation.EVAL)) {
                controller.faults.add(
                        FaultRule.on(operation, new Effect.DoThenDrop()).times(times));
            }
        }

        RemoteProcess start(String script, String... args) {
            return sandbox.start(shell(script, args).build());
        }

        private static RemoteCommand.Builder shell(String script, String... args) {
            String[] command = new String[4 + args.length];
            command[0] = "sh";
            command[1] = "-c";
            command[2] = script;
            command[3] = "test";
            System.arraycopy(args, 0, command, 4, args.length);
            return RemoteCommand.builder(command).deadline(Duration.ofSeconds(60));
        }

        record Ending(ExitStatus exit, Map<String, String> output) {
            String stdout() {
                return output.getOrDefault("stdout", "");
            }
        }

        static Ending end(RemoteProcess process) {
            Map<String, ByteArrayOutputStream> bytes = new TreeMap<>();
            ExitStatus exit = process.waitFor(
                    LONG, (stream, chunk) -> bytes.computeIfAbsent(stream, name -> new ByteArrayOutputStream())
                            .writeBytes(chunk));
            Map<String, String> output = new TreeMap<>();
            bytes.forEach((stream, collected) -> output.put(stream, collected.toString(StandardCharsets.UTF_8)));
            return new Ending(exit, output);
        }

        @Test
        void separates_the_streams_and_reports_the_exit_code() {
            Ending ending = end(start("echo out; echo err >&2; exit 7"));

            assertThat(ending.exit()).isEqualTo(new ExitStatus.Exited(7));
            assertThat(ending.output()).isEqualTo(Map.of("stdout", "out\n", "stderr", "err\n"));
        }

        @Test
        void tells_an_exit_code_from_a_signal() {
            assertThat(end(start("exit 137")).exit()).isEqualTo(new ExitStatus.Exited(137));
            assertThat(end(start("kill -9 $$")).exit()).isEqualTo(new ExitStatus.Signaled(9));
            assertThat(end(start("kill -11 $$")).exit()).isEqualTo(new ExitStatus.Signaled(11));
            assertThat(end(start("kill -15 $$")).exit()).isEqualTo(new ExitStatus.Signaled(15));
        }

        @Test
        void passes_arguments_and_environment_unchanged() {
            String nasty = "a 'b' \"c\" $HOME `id` \\ \n*é\t;#";
            RemoteCommand command = shell("printf '%s|%s|%s' \"$1\" \"$NASTY\" \"$2\"", nasty, "")
                    .environment("NASTY", nasty)
                    .build();

            assertThat(end(sandbox.start(command)).stdout()).isEqualTo(nasty + "|" + nasty + "|");
        }

        @Test
        void runs_a_command_that_is_too_long_for_one_request() {
            String[] many = new String[12];
            java.util.Arrays.fill(many, "\"".repeat(100_000));

            assertThat(end(start("echo $# ${#12}", many)).stdout().strip()).startsWith("12 ");
        }

        @Test
        void names_a_missing_program_and_a_missing_directory() {
            assertThatThrownBy(() -> sandbox.start(
                            RemoteCommand.builder("no-such-program").build()))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("no-such-program");
            assertThatThrownBy(() -> sandbox.start(
                            shell("true").workingDirectory("/no/such/directory").build()))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("/no/such/directory");
        }

        @Test
        void follows_extra_streams_by_their_variables() {
            RemoteCommand command =
                    shell("echo one >>\"$FORKD_STREAM_EVENTS\"; [ -d \"$FORKD_PROCESS_DIR\" ] && pwd").stream("events")
                            .workingDirectory("/usr")
                            .build();

            Ending ending = end(sandbox.start(command));

            assertThat(ending.output()).isEqualTo(Map.of("events", "one\n", "stdout", "/usr\n"));
        }

        @Test
        void brings_binary_output_of_several_polls_exactly() throws IOException {
            byte[] bytes = new byte[3_000_001];
            new Random(1).nextBytes(bytes);
            sandbox.upload(bytes, "blob");
            RemoteProcess process = start("cat \"$1\"", sandbox.workDirectory() + "/blob");
            var received = new ByteArrayOutputStream();

            ExitStatus exit = process.waitFor(LONG, (stream, chunk) -> received.writeBytes(chunk));

            assertThat(exit).isEqualTo(new ExitStatus.Exited(0));
            assertThat(received.toByteArray()).isEqualTo(bytes);
        }

        @Test
        void neither_loses_nor_doubles_bytes_when_answers_are_lost() {
            RemoteProcess process =
                    start("i=0; while [ $i -lt 300 ]; do echo line $i; i=$((i+1)); done; sleep 0.3; echo end");
            loseAnswers(3);

            String expected = java.util.stream.IntStream.range(0, 300)
                    .mapToObj(i -> "line " + i + "\n")
                    .collect(java.util.stream.Collectors.joining("", "", "end\n"));
            assertThat(end(process).stdout()).isEqualTo(expected);
        }

        @Test
        void starts_once_when_the_answer_is_lost(@TempDir Path marks) {
            loseAnswers(1);

            Ending ending = end(start("echo x >>\"$1/marks\"; cat \"$1/marks\"", marks.toString()));

            assertThat(ending.stdout()).isEqualTo("x\n");
        }

        @Test
        void feeds_input_in_order_and_once_although_answers_are_lost() {
            RemoteProcess process = start("cat; echo eof");
            loseAnswers(2);

            process.send("a\n".getBytes(StandardCharsets.UTF_8));
            process.send("b\n".getBytes(StandardCharsets.UTF_8));
            process.send("c\n".getBytes(StandardCharsets.UTF_8));
            process.closeInput();

            assertThat(end(process).stdout()).isEqualTo("a\nb\nc\neof\n");
        }

        @Test
        void answers_input_within_one_poll() {
            RemoteProcess process = start("while read -r line; do echo \"got $line\"; done");

            process.send("x\n".getBytes(StandardCharsets.UTF_8));

            assertThat(new String(process.poll(Duration.ofSeconds(10)).chunks().get("stdout"), StandardCharsets.UTF_8))
                    .isEqualTo("got x\n");
            process.kill();
        }

        @Test
        void carries_large_input() {
            byte[] bytes = "0123456789abcdef".repeat(150_000).getBytes(StandardCharsets.UTF_8);
            RemoteProcess process = start("wc -c");

            process.send(bytes);
            process.closeInput();

            assertThat(end(process).stdout().strip()).isEqualTo(Integer.toString(bytes.length));
        }

        @Test
        void refuses_input_after_the_end() {
            RemoteProcess process = start("exit 0");
            end(process);

            assertThatThrownBy(() -> process.send(new byte[] {1}))
                    .isInstanceOfSatisfying(
                            GuestException.class, e -> assertThat(e.reason()).isEqualTo(GuestException.Reason.ENDED));
        }

        @Test
        void kills_the_whole_tree_daemons_included() {
            RemoteProcess process = start(
                    "sleep 99 & (setsid sleep 98 &) ; (setsid sh -c 'sleep 97 & wait' &); echo up; sleep 96; true");
            process.poll(Duration.ofSeconds(5));
            await().until(() -> sleepers() >= 4);

            process.kill();

            assertThat(sleepers()).isZero();
            assertThat(process.poll(Duration.ofSeconds(5)).exit()).contains(new ExitStatus.Killed());
            assertNothingRuns();
        }

        private long sleepers() {
            return controller.processes().stream()
                    .filter(pid -> TestController.commandLine(pid).matches(".*sleep 9[6-9].*"))
                    .count();
        }

        private void assertNothingRuns() {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(controller.processes()).isEmpty());
        }

        @Test
        void ends_the_tree_at_the_deadline() {
            RemoteProcess process = sandbox.start(shell("sleep 97 & echo up; sleep 98")
                    .deadline(Duration.ofMillis(600))
                    .build());

            Ending ending = end(process);

            assertThat(ending.exit()).isEqualTo(new ExitStatus.DeadlineExceeded(Duration.ofMillis(600)));
            assertThat(ending.stdout()).isEqualTo("up\n");
            assertNothingRuns();
        }

        @Test
        void ends_by_itself_when_nobody_polls() {
            RemoteProcess process = sandbox.start(shell("sleep 97 & sleep 98")
                    .abandonAfter(Duration.ofMillis(1500))
                    .build());

            assertNothingRuns();
            assertThat(end(process).exit()).isEqualTo(new ExitStatus.Abandoned());
        }

        @Test
        void lives_as_long_as_it_is_polled() {
            // So much, because on a busy machine two polls may be seconds apart.
            RemoteProcess process = sandbox.start(shell("sleep 10; echo done")
                    .abandonAfter(Duration.ofSeconds(7))
                    .build());

            assertThat(end(process).exit()).isEqualTo(new ExitStatus.Exited(0));
        }

        @Test
        void leaves_nothing_running_after_a_normal_end() {
            end(start("echo x"));

            assertNothingRuns();
        }

        @Test
        void notices_that_its_supervisor_was_killed() {
            RemoteProcess process = start("sleep 98");
            sandbox.run("kill -9 $(cat \"$1/pid\")", LONG, process.directory());

            assertThatThrownBy(() -> process.waitFor(LONG, (stream, chunk) -> {}))
                    .isInstanceOfSatisfying(
                            GuestException.class, e -> assertThat(e.reason()).isEqualTo(GuestException.Reason.KILLED));
            assertNothingRuns();
        }

        @Test
        void keeps_the_deadline_although_the_guests_watcher_is_killed() {
            RemoteProcess process =
                    sandbox.start(shell("for p in $(ps -o pid= --ppid $(cat \"$FORKD_PROCESS_DIR/pid\")); do"
                                    + " [ $p = $$ ] || kill -9 $p; done; echo up; sleep 98")
                            .deadline(Duration.ofSeconds(1))
                            .build());

            Ending ending = end(process);

            assertThat(ending.exit()).isEqualTo(new ExitStatus.DeadlineExceeded(Duration.ofSeconds(1)));
            assertThat(ending.stdout()).isEqualTo("up\n");
            assertNothingRuns();
        }

        @Test
        void brings_the_last_output_of_a_process_whose_supervisor_died() {
            RemoteProcess process = start("p=$(cat \"$FORKD_PROCESS_DIR/pid\"); echo first; read -r go; echo last; "
                    + "kill -9 $p $(ps -o pid= --ppid $p)");
            process.send("go\n".getBytes(StandardCharsets.UTF_8));
            var output = new StringBuilder();

            assertThatThrownBy(() -> process.waitFor(
                            LONG, (stream, bytes) -> output.append(new String(bytes, StandardCharsets.UTF_8))))
                    .isInstanceOf(GuestException.class);
            assertThat(output).hasToString("first\nlast\n");
        }

        @Test
        void waits_by_the_guests_clock_when_naps_take_long() throws IOException {
            RemoteProcess process = start("exec sleep 98");
            // As on an overcommitted host, where a nap of 0.2 s took a second.
            controller.program("sleep", "PATH=/usr/bin:/bin; case $1 in 0.*) exec sleep 1;; esac; exec sleep \"$@\"");
            long start = System.nanoTime();

            assertThat(process.poll(Duration.ofSeconds(2)).exit()).isEmpty();

            // By the naps' names it would be 19 rounds of a second each.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            process.kill();
        }

        @Test
        void sends_signals() {
            RemoteProcess process = start("trap 'echo caught; exit 3' USR1; echo up; while :; do sleep 0.1; done");
            process.poll(Duration.ofSeconds(5));

            process.signal(10);

            Ending ending = end(process);
            assertThat(ending.exit()).isEqualTo(new ExitStatus.Exited(3));
            assertThat(ending.stdout()).isEqualTo("caught\n");
        }

        @Test
        void leaves_no_signal_ignored() {
            Assumptions.assumeTrue(
                    sandbox.run("env --default-signal=INT true", LONG).exitCode() == 0);
            RemoteProcess process =
                    sandbox.start(RemoteCommand.builder("sleep", "98").build());
            await().until(() -> sleepers() > 0);

            // Shells start background processes with this signal ignored.
            process.signal(3);

            assertThat(end(process).exit()).isEqualTo(new ExitStatus.Signaled(3));
        }

        @Test
        void goes_on_in_a_fork_of_its_sandbox() {
            RemoteProcess process = start("echo one; read -r line; echo \"two $line\"");
            process.send("x\n".getBytes(StandardCharsets.UTF_8));
            Poll first = process.poll(Duration.ofSeconds(5));

            Ending ending = end(process.in(sandbox));

            String all = new String(first.chunks().get("stdout"), StandardCharsets.UTF_8) + ending.stdout();
            assertThat(all).isEqualTo("one\ntwo x\n");
        }

        @Test
        void gives_up_waiting_at_its_deadline() {
            RemoteProcess process = start("sleep 98");

            assertThatThrownBy(() -> process.waitFor(Duration.ofMillis(200), (stream, chunk) -> {}))
                    .isInstanceOf(DeadlineException.class);
            process.kill();
        }

        @Test
        void works_without_setsid(@TempDir Path tools) throws IOException {
            linkAllButSetsid(tools);
            try (var without = new TestController(shell, tools.toString(), options -> options);
                    ForkdClient client = TestClients.of(without)) {
                RemoteProcess process = spawn(client)
                        .start(shell("sleep 97 & sleep 98 & echo up; kill -9 $$")
                                .build());

                Ending ending = end(process);

                assertThat(ending.exit()).isEqualTo(new ExitStatus.Signaled(9));
                assertThat(ending.stdout()).isEqualTo("up\n");
            }
        }

        private static void linkAllButSetsid(Path tools) throws IOException {
            for (String directory : new String[] {"/usr/bin", "/bin"}) {
                try (Stream<Path> programs = Files.list(Path.of(directory))) {
                    for (Path program : programs.toList()) {
                        String name = program.getFileName().toString();
                        if (!name.equals("setsid") && !Files.exists(tools.resolve(name))) {
                            Files.createSymbolicLink(tools.resolve(name), program);
                        }
                    }
                }
            }
        }

        @Test
        void is_lost_with_a_deleted_sandbox() {
            RemoteProcess process = start("sleep 98");
            sandbox.delete();

            assertThatThrownBy(() -> process.poll(Duration.ofSeconds(5))).isInstanceOf(SandboxLostException.class);
        }

        @Test
        void is_lost_with_a_silent_sandbox() {
            RemoteProcess process = start("sleep 98");
            for (Operation operation : List.of(Operation.EXEC, Operation.EVAL, Operation.PING)) {
                controller.faults.add(
                        FaultRule.on(operation, new Effect.Fail(500, "connect 10.42.0.2:8888: connection timed out")));
            }

            assertThatThrownBy(() -> process.poll(Duration.ofSeconds(5)))
                    .isInstanceOf(SandboxLostException.class)
                    .hasMessageContaining("connection timed out");
        }
    }
}
