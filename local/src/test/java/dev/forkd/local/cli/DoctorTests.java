package dev.forkd.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Each line is ok or says what to do. */
final class DoctorTests {
    private static final String TOKEN = "the-right-token-0123456789";

    private final StringWriter out = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void finds_a_controller_that_serves() throws Exception {
        try (LocalController controller = controller()) {
            int code =
                    run(Map.of("FORKD_TOKEN", TOKEN), "--url", controller.url().toString(), "--tag", "local");

            assertThat(code).as(out.toString()).isZero();
            assertThat(out.toString())
                    .containsPattern("controller +ok: .* answers, version ")
                    .containsPattern("token +ok: accepted")
                    .containsPattern("tag +ok: local is there")
                    .contains("All is well.")
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void tells_a_refused_token_from_a_missing_one() throws Exception {
        try (LocalController controller = controller()) {
            assertThat(run(
                            Map.of("FORKD_TOKEN", "a-wrong-token-0123456789"),
                            "--url",
                            controller.url().toString()))
                    .isEqualTo(1);
            assertThat(run(Map.of(), "--url", controller.url().toString())).isEqualTo(1);

            assertThat(out.toString())
                    .containsPattern("token +WRONG: the controller refuses it")
                    .containsPattern("token +WRONG: the controller wants one. Set FORKD_TOKEN")
                    .doesNotContain("a-wrong-token");
        }
    }

    @Test
    void names_the_tags_that_there_are() throws Exception {
        try (LocalController controller = controller()) {
            Map<String, String> environment = Map.of(
                    "FORKD_TOKEN", TOKEN, "FORKD_URL", controller.url().toString(), "FORKD_SNAPSHOT_TAG", "jdk12");

            assertThat(run(environment)).isEqualTo(1);
            assertThat(out.toString())
                    .containsPattern("tag +WRONG: there is no snapshot jdk12. The controller has: local");
        }
    }

    @Test
    void tells_what_is_kept_for_builds() throws Exception {
        try (LocalController controller = controller()) {
            String kept = "fj-0123abcd-" + "e".repeat(24) + "-01234567";
            addTag(controller, kept);
            addTag(controller, "fj-not-kept");

            int code =
                    run(Map.of("FORKD_TOKEN", TOKEN), "--url", controller.url().toString(), "--tag", "other");

            assertThat(code).isEqualTo(1);
            assertThat(out.toString())
                    .containsPattern("cache +ok: 1 snapshot is kept for builds, the oldest of 20[0-9-]{8}: " + kept)
                    .contains("The controller has: fj-not-kept, local");
        }
    }

    private void addTag(LocalController controller, String tag) throws Exception {
        Path file = Files.writeString(directory.resolve("image"), "");
        String body = "{\"tag\":\"" + tag + "\",\"kernel\":\"" + file + "\",\"rootfs\":\"" + file + "\"}";
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(controller.url().resolve("/v1/snapshots"))
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void says_that_nothing_answers() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(run(Map.of(), "--url", "http://127.0.0.1:" + port)).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("controller +WRONG: .* does not answer")
                .contains("1 to mend.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "127.0.0.1:8889", "forkd.example:8889", "ftp://forkd.example"})
    void an_address_that_is_none_is_no_crash(String url) {
        assertThat(run(Map.of(), "--url", url)).isEqualTo(1);
        assertThat(out.toString()).containsPattern("controller +WRONG: .* is no address. Write one like http://");
    }

    @Test
    void a_token_that_no_request_can_carry_is_not_shown() {
        assertThat(run(Map.of("FORKD_TOKEN", "secret\u00e9-0123456789abcdef"), "--url", "http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(out.toString()).containsPattern("token +WRONG: ").doesNotContain("secret");
    }

    @Test
    void tries_what_sandboxes_of_this_machine_can_be() {
        run(Map.of());

        assertThat(out.toString())
                .containsPattern("(?m)^controller +ok: the embedded one")
                .containsPattern("(?m)^namespaces +(ok|WRONG): ")
                .containsPattern("(?m)^overlay +(ok|WRONG): ")
                .containsPattern("(?m)^memory +(ok|WRONG): ")
                .containsPattern("(?m)^criu +ok: ");
    }

    @Test
    void tries_the_criu_that_the_user_has_named() {
        assertThat(run(Map.of("FORKD_CRIU", "/nowhere/criu"))).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("(?m)^criu +WRONG: FORKD_CRIU is /nowhere/criu, with which no process can be copied: ")
                .contains("or set FORKD_CRIU=off.");
    }

    @Test
    void a_program_that_copies_nothing_is_not_taken_for_criu() {
        assertThat(run(Map.of("FORKD_CRIU", "/bin/true"))).isEqualTo(1);
        assertThat(out.toString()).containsPattern("(?m)^criu +WRONG: FORKD_CRIU is /bin/true, with which no process");
    }

    @Test
    void a_file_that_nobody_may_execute_is_not_said_to_be_missing() throws IOException {
        Path file = Files.writeString(directory.resolve("criu"), "#!/bin/sh\n");

        assertThat(run(Map.of("FORKD_CRIU", file.toString()))).isEqualTo(1);
        assertThat(out.toString()).containsPattern("(criu is no program that this user may execute|process ids)");
    }

    @Test
    void what_is_off_is_not_said_to_be_missing() {
        run(Map.of("FORKD_CRIU", "off"));

        assertThat(out.toString()).containsPattern("(?m)^criu +ok: off, as FORKD_CRIU says: ");
    }

    @Test
    void a_directory_without_a_project_is_named_in_full() {
        assertThat(run(Map.of(), "--project", "src/test/..")).isEqualTo(1);
        assertThat(out.toString())
                .contains("there is no pom.xml in " + Path.of("src").toAbsolutePath() + ". ");
    }

    @Test
    void names_properties_that_mean_nothing() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        Path resources = Files.createDirectories(directory.resolve("src/test/resources"));
        Files.writeString(
                resources.resolve("junit-platform.properties"),
                """
                forkd.scoop = all
                forkd.unit-timeout = 20
                forkd.wherever = 1
                junit.jupiter.extensions.autodetection.enabled = true
                """);

        assertThat(run(Map.of(), "--project", directory.toString())).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("setting +WRONG: forkd.scoop in src/test/resources/.*Did you mean forkd.scope\\?")
                .containsPattern("setting +WRONG: forkd.wherever in .* is no setting, and a run would be refused\\.\n")
                .doesNotContain("unit-timeout", "autodetection");
    }

    @Test
    void a_byte_order_mark_is_told() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        Path resources = Files.createDirectories(directory.resolve("src/test/resources"));
        Files.writeString(resources.resolve("junit-platform.properties"), "\ufeffforkd.scope=all\n");

        assertThat(run(Map.of(), "--project", directory.toString())).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("settings +WRONG: .* begins with a byte order mark.*Save it without");
    }

    @Test
    void suggests_nothing_that_is_not_much_alike() {
        assertThat(run(Map.of("FORKD_ISOLATION", "x"))).isEqualTo(1);
        assertThat(out.toString()).containsPattern("FORKD_ISOLATION is no setting of forkd's and is ignored\\. docs/");
    }

    @Test
    void names_variables_that_mean_nothing() {
        assertThat(run(Map.of(
                        "FORKD_SNAPSHOT", "x", "FORKD_TOKN", "secret", "FORKD_STREAM_EVENTS", "x", "FORKD_N", "4")))
                .isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("variable +WRONG: FORKD_SNAPSHOT is no setting .* Did you mean FORKD_SNAPSHOT_TAG\\?")
                .containsPattern("variable +WRONG: FORKD_TOKN is no setting .* Did you mean FORKD_TOKEN\\?")
                .doesNotContain("FORKD_STREAM_EVENTS", "FORKD_N ", "secret");
    }

    @Test
    void reads_what_a_pom_says() throws IOException {
        Files.writeString(
                directory.resolve("pom.xml"),
                """
                <project>
                  <properties><junit.version>5.8.2</junit.version></properties>
                  <dependencies>
                    <dependency><artifactId>junit-jupiter</artifactId><version>${junit.version}</version></dependency>
                  </dependencies>
                  <build><plugins>
                    <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.2</version></plugin>
                  </plugins></build>
                </project>
                """);

        assertThat(run(Map.of(), "--project", directory.toString())).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("surefire +ok: 3.5.2")
                .containsPattern("junit +WRONG: 5.8.2 is too old. Use JUnit 5.10 or newer")
                .containsPattern("engine +WRONG: forkd-junit-engine is no dependency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<excludeJUnit5Engines><engine>x</engine><engine>forkd</engine></excludeJUnit5Engines>",
                "<surefire.excludeJUnit5Engines>x, forkd</surefire.excludeJUnit5Engines>",
                "<includeJUnit5Engines><engine>x</engine><engine>y</engine></includeJUnit5Engines>",
                "<failsafe.includeJUnit5Engines>x,y</failsafe.includeJUnit5Engines>",
            })
    void a_project_that_keeps_the_engine_out_is_told_so(String setting) throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "<project><x>" + setting + "</x></project>");

        assertThat(run(Map.of(), "--project", directory.toString())).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern(
                        "engines +WRONG: .*(names forkd, so|names x, y and not forkd, so) nothing runs in sandboxes");
    }

    @Test
    void a_project_that_names_this_engine_too_is_fine() throws IOException {
        Files.writeString(
                directory.resolve("pom.xml"),
                "<project><includeJUnit5Engines><e>junit-jupiter</e><e>forkd</e></includeJUnit5Engines></project>");

        run(Map.of(), "--project", directory.toString());

        assertThat(out.toString()).doesNotContain("engines ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<dependency><artifactId>junit-vintage-engine</artifactId><version>5.14.4</version></dependency>",
            })
    void junit_4_needs_the_platform(String vintage) throws IOException {
        Files.writeString(
                directory.resolve("pom.xml"),
                "<project><dependency><artifactId>junit</artifactId><version>4.13.2</version></dependency>" + vintage
                        + "</project>");

        run(Map.of(), "--project", directory.toString());

        assertThat(out.toString())
                .containsPattern(
                        vintage.isEmpty() ? "junit +WRONG: this pom names JUnit 4 and nothing" : "junit +ok: 5.14.4");
    }

    @Test
    void forks_that_keep_classes_from_being_shared_out_are_named() throws IOException {
        Files.writeString(
                directory.resolve("pom.xml"),
                """
                <project>
                  <properties><forks>2C</forks></properties>
                  <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><configuration>
                    <forkCount>${forks}</forkCount><reuseForks>false</reuseForks>
                  </configuration></plugin></plugins></build>
                </project>
                """);

        assertThat(run(Map.of(), "--project", directory.toString())).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("forks +WRONG: forkCount is 2C, .*Leave it at 1 and set forkd.n")
                .containsPattern("forks +WRONG: reuseForks is false");
    }

    @Test
    void forks_as_they_are_by_default_are_not_mentioned() throws IOException {
        Files.writeString(
                directory.resolve("pom.xml"),
                "<project><properties><forkCount>1</forkCount><reuseForks>true</reuseForks></properties></project>");

        run(Map.of(), "--project", directory.toString());

        assertThat(out.toString()).doesNotContain("forks ");
    }

    @Test
    void a_pom_that_is_none_is_told_as_such() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><project/>");

        assertThat(run(Map.of(), "--project", directory.toString())).isEqualTo(1);
        assertThat(out.toString()).containsPattern("project +WRONG: .*cannot be read");
    }

    @Test
    void the_program_offers_it() {
        assertThat(Main.commandLine().getSubcommands()).containsKey("doctor");
    }

    private static LocalController controller() throws IOException, InterruptedException {
        return LocalController.start(LocalControllerOptions.defaults().withToken(TOKEN));
    }

    private int run(Map<String, String> environment, String... args) {
        return new CommandLine(new Doctor(environment))
                .setOut(new PrintWriter(out))
                .execute(args);
    }
}
