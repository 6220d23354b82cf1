package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.client.Sandbox;
import dev.forkd.engine.configuration.ForkdConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** The controller's token does not get to another machine, in whatever file and spelling it is. */
@Timeout(120)
class ShipmentTests {

    private static final String TOKEN = "s3cret-t0ken";
    private static final String STARS = "*".repeat(TOKEN.length());

    @TempDir
    Path root;

    @TempDir
    Path scratch;

    private final SaidLines said = new SaidLines();
    private LocalSandbox local;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        local = new LocalSandbox(scratch);
        sandbox = local.sandbox();
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void a_settings_file_is_shipped_without_the_token_however_it_is_spelled() throws IOException {
        file("a/junit-platform.properties", "x=1\nforkd.token = \\\n   " + TOKEN + "\ny=2\n");
        file("b/junit-platform.properties", "x=1\r\n  fork\\u0064.token=an older one\r\ny=2");
        file("c/junit-platform.properties", "# forkd.token \\\nforkd.token:s3cret\\u002dt0ken\ny=2\n");
        file("d/other.properties", "x=1\nurl=http://s3cret-\\\n  t0ken@host/\n#\\\ny=2\\\\\nz=3");
        file("e/other.properties", "forkd.token=not it\n");

        ship(TOKEN);

        assertThat(shipped("a/junit-platform.properties")).isEqualTo("x=1\ny=2\n");
        assertThat(shipped("b/junit-platform.properties")).isEqualTo("x=1\r\ny=2");
        assertThat(shipped("c/junit-platform.properties")).isEqualTo("# forkd.token \\\ny=2\n");
        assertThat(shipped("d/other.properties")).isEqualTo("x=1\n#\\\ny=2\\\\\nz=3");
        assertThat(shipped("e/other.properties")).isEqualTo("forkd.token=not it\n");
    }

    @Test
    void in_any_other_file_the_token_is_masked_and_a_line_names_the_file() throws IOException {
        file(".mvn/maven.config", "-Dforkd.token=" + TOKEN + "\n-B\n");
        file("pom.xml", "<t>" + TOKEN + TOKEN + "</t>");
        file("data", "x".repeat(3_000_000) + "s3cret-s3cret-t0ken!");
        file("fine.txt", "s3cret-t0keN");

        ship(TOKEN);

        assertThat(shipped(".mvn/maven.config")).isEqualTo("-Dforkd.token=" + STARS + "\n-B\n");
        assertThat(shipped("pom.xml")).isEqualTo("<t>" + STARS + STARS + "</t>");
        assertThat(shipped("data")).endsWith("xs3cret-" + STARS + "!").hasSize(3_000_020);
        assertThat(shipped("fine.txt")).isEqualTo("s3cret-t0keN");
        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains("masked", ".mvn/maven.config", "pom.xml", "data")
                .doesNotContain("fine.txt", TOKEN);
    }

    @Test
    void an_archive_is_shipped_as_it_is_and_the_user_told() throws IOException {
        file("lib.jar", "PK\3\4" + TOKEN);

        ship(TOKEN);

        assertThat(shipped("lib.jar")).isEqualTo("PK\3\4" + TOKEN);
        assertThat(said.lines()).singleElement().asString().contains("inside", "lib.jar");
    }

    @Test
    void the_digest_is_that_of_what_is_shipped() throws IOException {
        file("settings", "-Dforkd.token=" + TOKEN);
        String first = shipment(TOKEN).digest();
        file("settings", "-Dforkd.token=an0ther-one!");

        assertThat(shipment("an0ther-one!").digest()).isEqualTo(first);
        assertThat(shipment("").digest()).isNotEqualTo(first);
    }

    @Test
    void a_word_is_no_token_that_can_be_looked_for() throws IOException {
        file("A.class", "dev/forkd/A");
        file("x.properties", "a=dev\nb=develop\n");

        ship("dev");

        assertThat(shipped("A.class")).isEqualTo("dev/forkd/A");
        // spring.profiles.active=dev is no secret.
        assertThat(shipped("x.properties")).isEqualTo("a=dev\nb=develop\n");
        assertThat(said.lines()).anyMatch(line -> line.contains("shorter than 8"));
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, ISO_8859_1);
    }

    private Shipment shipment(String token) throws IOException {
        Map<String, String> parameters = token.isEmpty() ? Map.of() : Map.of("forkd.token", token);
        ForkdConfiguration configuration = ForkdConfiguration.read(
                LauncherDiscoveryRequestBuilder.request()
                        .configurationParameters(parameters)
                        .build()
                        .getConfigurationParameters(),
                Map.of());
        Path jar = Files.writeString(scratch.resolve("worker.jar"), "");
        return new Shipment(LocalSandbox.world(root), jar, configuration, scratch, said);
    }

    private void ship(String token) throws IOException {
        shipment(token).send(sandbox, new Probe(false, false, false, 0, "", 0));
    }

    private String shipped(String name) throws IOException {
        String path = sandbox.workDirectory() + "/ship" + root.toRealPath().resolve(name);
        assertThat(sandbox.run("test -f \"$1\"", Duration.ofSeconds(10), path).exitCode())
                .as(name)
                .isZero();
        return new String(sandbox.download(path, 4_000_000), ISO_8859_1);
    }
}
