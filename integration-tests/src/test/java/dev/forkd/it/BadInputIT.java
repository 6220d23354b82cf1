package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work says so once, clearly and soon, fails the build, and leaves nothing behind. */
class BadInputIT {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @RegisterExtension
    final Home home = new Home();

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "forkd.n | 0 | The setting forkd.n (FORKD_N) is '0', but must be a whole number from 1 to 1000",
                "forkd.snapshot-tgs | a | Unknown setting 'forkd.snapshot-tgs'. Did you mean 'forkd.snapshot-tag'?",
            })
    void settings_that_make_no_sense(String key, String value, String message) {
        refuses(key, value, message);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "forkd.n | 1001 | The setting forkd.n (FORKD_N) is '1001', but must be a whole number from 1 to 1000",
                "forkd.n | many | The setting forkd.n (FORKD_N) is 'many', but must be a whole number from 1 to 1000",
                "forkd.scope | some | The setting forkd.scope (FORKD_SCOPE) is 'some', but must be one of",
                "forkd.url | http://127.0.0.1:1 | The setting forkd.snapshot-tag (FORKD_SNAPSHOT_TAG) is missing",
                "forkd.url | ftp://127.0.0.1 | The setting forkd.url (FORKD_URL) must be 'local' or an address like",
            })
    void more_settings_that_make_no_sense(String key, String value, String message) {
        refuses(key, value, message);
    }

    private void refuses(String key, String value, String message) {
        MavenBuild.Result result = quick().arguments("-D" + key + "=" + value).run();

        assertRefused(result, message);
        assertThat(result.tests().reasons()).contains("Nothing was started");
        assertThat(home.state()).isEmptyDirectory();
    }

    @Test
    void nothing_listens_at_the_url() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertRefused(
                remote("http://127.0.0.1:" + port, "local").run(),
                "The controller that forkd.url (FORKD_URL) names cannot be used",
                "http://127.0.0.1:" + port,
                "nothing answers there");
    }

    @Test
    void something_else_listens_at_the_url() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<html><body>It works!</body></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            assertRefused(remote(url, "local").run(), url);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void wrong_token() throws IOException {
        Path file = Files.writeString(home.root().resolve("token"), "the-right-token-0123456789");
        try (Server server = Server.start(home, "--token-file", file.toString())) {
            MavenBuild.Result result = remote(server.url().toString(), "local")
                    .environment("FORKD_TOKEN", "a-wrong-token-0123456789")
                    .environment("FORKD_TOKN", "misspelt")
                    .run();

            assertRefusedButServer(result, server.url().toString(), "token");
            assertThat(result.output())
                    .contains("FORKD_TOKN is no setting of forkd's and is ignored. Did you mean FORKD_TOKEN?");
            assertThat(result.output() + result.tests().reasons()).doesNotContain("a-wrong-token-0123456789");
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @Test
    void unknown_tag() throws IOException {
        try (Server server = Server.start(home)) {
            MavenBuild.Result result =
                    remote(server.url().toString(), "no-such-tag").run();

            assertRefusedButServer(result, server.url().toString(), "snapshot no-such-tag not found");
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @Test
    void full_tmpfs() throws IOException {
        Project project = Project.fixture("cases");
        try (Server server = Server.elsewhere(home, project, "--tmp-size-mib", "1")) {
            Assumptions.assumeTrue(
                    server.description().contains("namespaces"), "plain sandboxes have no tmpfs of their own");
            MavenBuild.Result result = remote(server.url().toString(), "local").run();

            assertRefusedButServer(result, "No space left on device");
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @Test
    void no_such_java_in_the_sandbox() {
        MavenBuild.Result result =
                quick().arguments("-Dforkd.java=/nonexistent/bin/java").run();

        assertRefused(result, "/nonexistent/bin/java", "forkd.java");
    }

    @Test
    void a_worker_whose_jvm_does_not_start() {
        MavenBuild.Result result =
                quick().arguments("-Dforkd.jvm-args=-XX:+NoSuchFlag").run();

        assertRefused(result, "Unrecognized VM option 'NoSuchFlag'", "exit code 1");
    }

    @Test
    void a_worker_that_never_speaks() {
        // A JVM that waits for a debugger on a port of its own choice does nothing else.
        MavenBuild.Result result = quick().arguments(
                        "-Dforkd.jvm-args=-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0",
                        "-Dforkd.start-timeout-secs=5")
                .run();

        assertRefused(result, "did not start within 5 s (forkd.start-timeout-secs)");
        assertThat(result.took()).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void a_class_that_does_not_load_in_the_sandbox() {
        MavenBuild.Result result = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments(
                        "-Dtest=NeedsSqlModuleTest,QuickOneTest",
                        "-Dforkd.jvm-args=--limit-modules=java.base,java.xml,java.logging,java.management,java.naming,"
                                + "jdk.unsupported")
                .run();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        Reports tests = result.tests();
        assertThat(tests.reasons()).contains("NeedsSqlModuleTest").contains("java/sql/SQLException");
        // The other class is not affected.
        assertThat(tests.count("passed")).isEqualTo(6);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_class_path_entry_of_which_a_file_cannot_be_read_serves_as_in_process() throws IOException {
        // Root may read everything, but reading this file fails for everybody.
        Path memory = Path.of("/proc/self/mem");
        Assumptions.assumeTrue(Files.exists(memory));
        Path entry = Files.createDirectories(home.root().resolve("entry"));
        Files.createSymbolicLink(entry.resolve("unreadable.bin"), memory);

        MavenBuild.Result result = quick().arguments("-Dit.entry=" + entry).run();

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void a_class_path_entry_that_contains_itself_serves_as_in_process() throws IOException {
        Path entry = Files.createDirectories(home.root().resolve("entry"));
        Files.createSymbolicLink(entry.resolve("again"), entry);

        MavenBuild.Result result = quick().arguments("-Dit.entry=" + entry).run();

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private MavenBuild quick() {
        return MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dtest=Quick*Test")
                .deadline(DEADLINE);
    }

    private MavenBuild remote(String url, String tag) {
        return quick().arguments("-Dforkd.url=" + url, "-Dforkd.snapshot-tag=" + tag);
    }

    private void assertRefused(MavenBuild.Result result, String... parts) {
        assertRefusedButServer(result, parts);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    /** One error has the whole reason; whatever else did not run refers to it. Nothing passed. */
    private void assertRefusedButServer(MavenBuild.Result result, String... parts) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        Reports tests = result.tests();
        System.out.println(tests.reasons()
                .lines()
                .filter(line -> !line.contains(" skipped: "))
                .findFirst()
                .orElse("no reason"));
        assertThat(tests.count("passed")).as(tests.reasons()).isZero();
        assertThat(tests.reasons()).contains(parts);
        assertThat(tests.cases().stream().filter(test -> test.message().contains(parts[0])))
                .as("tests with the whole reason in: " + tests.reasons())
                .hasSize(1);
        assertThat(tests.cases().stream().map(Reports.Case::className).distinct())
                .as("every class is accounted for")
                .hasSize(4);
        assertThat(home.leftovers().leases()).isEmpty();
        assertThat(home.temporary()).isEmptyDirectory();
    }
}
