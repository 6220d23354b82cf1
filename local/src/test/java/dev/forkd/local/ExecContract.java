package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.Rest.Answer;
import dev.forkd.local.sandbox.Isolation;
import dev.forkd.local.sandbox.Listener;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in sandboxes, by the table of contract 6.2; the same in both kinds of isolation. */
abstract class ExecContract {
    private static final String AGENT_ERROR = "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":1}";

    private final Isolation.Choice kind;

    @TempDir
    Path stateRoot;

    Controllers controllers;
    LocalController controller;
    Rest rest;
    String id;

    ExecContract(Isolation.Choice kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        controller = controllers.start(kind);
        rest = new Rest(controller.url());
        id = rest.create(1).get(0);
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @Test
    void passes_on_output_and_exit_code() throws Exception {
        Answer answer = rest.exec(id, "sh", "-c", "echo out; echo err >&2; exit 7");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"stdout\":\"out\\n\",\"stderr\":\"err\\n\",\"exit_code\":7}");
    }

    @Test
    void what_listens_is_known_with_the_sandbox_that_holds_it() throws Exception {
        String other = rest.post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":1,\"per_child_netns\":false}")
                .json()
                .get(0)
                .path("id")
                .asText();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // It detaches itself, as a server that a test has left running.
        rest.exec(
                other,
                "sh",
                "-c",
                "cd \"${TMPDIR:-/tmp}\"; setsid \"$0\" -cp \"$1\" \"$2\" port >/dev/null 2>&1 </dev/null &",
                java,
                System.getProperty("java.class.path"),
                Listens.class.getName());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !port(other)
                .isEmpty());

        try (ServerSocket here = new ServerSocket(0)) {
            assertThat(controller.listeners())
                    .contains(new Listener(Integer.parseInt(port(other)), Optional.of(other)))
                    .contains(new Listener(here.getLocalPort(), Optional.empty()))
                    .noneMatch(listener -> listener.sandbox().filter(id::equals).isPresent());
        }
    }

    private String port(String sandbox) throws Exception {
        return rest.exec(sandbox, "sh", "-c", "cat \"${TMPDIR:-/tmp}/port\"")
                .json()
                .path("stdout")
                .asText();
    }

    @Test
    void uses_no_shell() throws Exception {
        assertThat(rest.exec(id, "echo", "a  b", "$HOME", "*", "'\"")
                        .json()
                        .path("stdout")
                        .asText())
                .isEqualTo("a  b $HOME * '\"\n");
    }

    @Test
    void tells_signals_from_exit_codes() throws Exception {
        assertThat(exitCode("kill -9 $$")).isEqualTo(-9);
        assertThat(exitCode("kill -11 $$")).isEqualTo(-11);
        assertThat(exitCode("kill -15 $$")).isEqualTo(-15);
        assertThat(exitCode("exit 137")).isEqualTo(137);
        assertThat(exitCode("exit 255")).isEqualTo(255);
        assertThat(exitCode("sh -c 'kill -9 $$'; exit $?")).isEqualTo(137);
    }

    @Test
    void keeps_output_of_a_killed_command() throws Exception {
        assertThat(rest.exec(id, "sh", "-c", "echo before; echo oops >&2; kill -9 $$")
                        .body())
                .isEqualTo("{\"stdout\":\"before\\n\",\"stderr\":\"oops\\n\",\"exit_code\":-9}");
    }

    @Test
    void hides_why_a_command_could_not_start() throws Exception {
        assertThat(rest.exec(id, "no-such-program").body()).isEqualTo(AGENT_ERROR);
        assertThat(rest.exec(id, "/no/such/program").body()).isEqualTo(AGENT_ERROR);
        assertThat(rest.exec(id, "/etc/passwd").body()).isEqualTo(AGENT_ERROR);
        assertThat(rest.exec(id, "/etc").body()).isEqualTo(AGENT_ERROR);
        assertThat(rest.exec(id, "").body()).isEqualTo(AGENT_ERROR);
        // Built into every shell, but no program.
        assertThat(rest.exec(id, "export").body()).isEqualTo(AGENT_ERROR);
        assertThat(rest.exec(id, "echo", "a\0b").body()).isEqualTo(AGENT_ERROR);
    }

    @Test
    void takes_arguments_up_to_the_kernels_limit() throws Exception {
        String longest = "a".repeat(131_071);

        assertThat(rest.exec(id, "printf", "%s", longest).json().path("stdout").asText())
                .isEqualTo(longest);
        assertThat(rest.exec(id, "printf", "%s", longest + "a").body()).isEqualTo(AGENT_ERROR);
        assertThat(rest.exec(id, "printf", "%s", "é".repeat(65_536)).body()).isEqualTo(AGENT_ERROR);
        String[] many = new String[300_000];
        Arrays.fill(many, "a");
        many[0] = "true";
        assertThat(rest.exec(id, many).body()).isEqualTo(AGENT_ERROR);
    }

    @Test
    void loses_everything_on_a_timeout() throws Exception {
        long begin = System.nanoTime();

        assertThat(rest.exec(id, 1, "sh", "-c", "echo lost; exec sleep 30").body())
                .isEqualTo(AGENT_ERROR);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
        assertThat(rest.exec(id, 0, "sleep", "5").body()).isEqualTo(AGENT_ERROR);
    }

    @Test
    void kills_only_the_direct_child_on_a_timeout() throws Exception {
        String file = shell("f=${TMPDIR:-/tmp}/ticks; echo $f").strip();

        Answer answer = rest.exec(id, 1, "sh", "-c", "(while :; do echo x >> " + file + "; sleep 0.05; done) & wait");

        assertThat(answer.body()).isEqualTo(AGENT_ERROR);
        int then = shell("cat " + file).length();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> shell("cat " + file).length() > then);
    }

    @Test
    void waits_for_the_last_holder_of_the_output() throws Exception {
        assertThat(rest.exec(id, "sh", "-c", "(sleep 0.4; echo late) & echo early")
                        .body())
                .isEqualTo("{\"stdout\":\"early\\nlate\\n\",\"stderr\":\"\",\"exit_code\":0}");
        assertThat(rest.exec(id, 1, "sh", "-c", "sleep 20 & exit 0").body()).isEqualTo(AGENT_ERROR);
        long begin = System.nanoTime();
        shell("setsid sleep 20 </dev/null >/dev/null 2>&1 & echo $!");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void replaces_what_is_not_utf_8() throws Exception {
        assertThat(rest.exec(id, "printf", "a\\377b\\303\\251")
                        .json()
                        .path("stdout")
                        .asText())
                .isEqualTo("a\uFFFDbé");
    }

    @Test
    void passes_on_megabytes() throws Exception {
        Answer answer = rest.exec(id, "sh", "-c", "head -c 4194304 /dev/zero | tr '\\0' x; echo e >&2");

        assertThat(answer.json().path("stdout").asText()).hasSize(4_194_304);
        assertThat(answer.json().path("stderr").asText()).isEqualTo("e\n");
    }

    @Test
    void gives_no_stdin() throws Exception {
        assertThat(rest.exec(id, "cat").body()).isEqualTo("{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":0}");
    }

    @Test
    void gives_the_guests_environment_and_nothing_else() throws Exception {
        List<String> names = rest.exec(id, "env")
                .json()
                .path("stdout")
                .asText()
                .lines()
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(names).contains("HOME", "TERM", "PWD", "SHLVL", "PATH", "LC_CTYPE");
        if (kind == Isolation.Choice.PLAIN) {
            assertThat(names).hasSize(8).contains("TMPDIR", "FORKD_LOCAL_SANDBOX");
        } else {
            assertThat(names).hasSize(6);
            assertThat(shell("echo $HOME $TERM $PWD $PATH $LC_CTYPE; pwd; umask"))
                    .isEqualTo(
                            """
                            / linux / /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin C.UTF-8
                            /
                            0022
                            """);
        }
    }

    @Test
    void leaves_no_descriptors_to_the_command() throws Exception {
        assertThat(shell("ls /proc/self/fd | wc -l").strip()).isEqualTo("4"); // 0, 1, 2 and that of ls
    }

    @Test
    void keeps_sandboxes_apart() throws Exception {
        String other = rest.create(1).get(0);
        shell("echo mine > ${TMPDIR:-/tmp}/private");

        assertThat(rest.shell(other, "ls ${TMPDIR:-/tmp}")).isEmpty();
    }

    @Test
    void runs_many_commands_at_once() throws Exception {
        List<String> results = java.util.stream.IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return rest.exec(id, "sh", "-c", "echo " + i + "; echo e" + i + " >&2; exit " + i)
                                .body();
                    } catch (Exception e) {
                        return e.toString();
                    }
                })
                .toList();

        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i))
                    .isEqualTo("{\"stdout\":\"" + i + "\\n\",\"stderr\":\"e" + i + "\\n\",\"exit_code\":" + i + "}");
        }
    }

    @Test
    void deleting_a_sandbox_ends_its_processes() throws Exception {
        String mark = "987" + System.nanoTime() % 1_000_000;
        shell("setsid sleep " + mark + " </dev/null >/dev/null 2>&1 & setsid sleep " + mark
                + " </dev/null >/dev/null 2>&1 & :");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> Processes.withArgument(mark).size() == 2);

        assertThat(rest.delete("/v1/sandboxes/" + id).status()).isEqualTo(204);

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> Processes.withArgument(mark)
                .isEmpty());
        assertThat(rest.exec(id, "true").status()).isEqualTo(404);
    }

    @Test
    void reports_a_sandbox_that_dies_meanwhile() throws Exception {
        long pid = rest.get("/v1/sandboxes/" + id).json().path("pid").asLong();
        if (kind == Isolation.Choice.PLAIN) {
            return; // Its init is not its processes' parent, so there is no such death.
        }
        var pending = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
            try {
                return rest.exec(id, "sh", "-c", "echo $$ > /tmp/pid; exec sleep 30");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !shell("cat /tmp/pid || :")
                .isEmpty());

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(pending.get().body())
                .isEqualTo("{\"error\":\"exec: read response: Resource temporarily unavailable (os error 11)\"}");
        assertThat(rest.exec(id, "true").body())
                .isEqualTo("{\"error\":\"exec: connect 10.42.0.2:8888: No route to host (os error 113)\"}");
        assertThat(rest.get("/v1/sandboxes/" + id).status()).isEqualTo(200);
        assertThat(rest.delete("/v1/sandboxes/" + id).status()).isEqualTo(204);
    }

    private int exitCode(String script) throws Exception {
        return rest.exec(id, "sh", "-c", script).json().path("exit_code").asInt();
    }

    private String shell(String script) throws Exception {
        return rest.shell(id, script);
    }
}
