package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.client.Sandbox;
import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.configuration.ForkdConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/**
 * What gets to another machine: each file once, nothing that is no longer here, and the controller's token never, in
 * whatever file and spelling it is.
 */
@Timeout(120)
class ShipmentTests {

    private static final String TOKEN = "s3cret-t0ken";
    private static final Probe NOTHING = new Probe(false, false, false, 0, "", 0);
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

    @Test
    void what_is_there_is_not_shipped_again() throws IOException {
        file("a/large.txt", "x" + new Random(1).ints(200_000).boxed().toList());
        file("b/small.txt", "one");
        long first = ship("");
        file("b/small.txt", "two");

        long second = ship("");

        assertThat(first).isGreaterThan(1_000_000);
        assertThat(second).isLessThan(4_000);
        assertThat(shipped("b/small.txt")).isEqualTo("two");
        assertThat(shipped("a/large.txt")).startsWith("x");
    }

    @Test
    void what_is_no_longer_here_is_deleted_there() throws IOException {
        file("deleted/A.class", "a");
        file("deleted -a b/\n- B.class", "b");
        file("kept/C.class", "c");
        file("was/file", "f");
        Files.createSymbolicLink(root.resolve("link"), Path.of("kept"));
        Files.createSymbolicLink(root.resolve("gone"), Path.of("kept"));
        file("becomes-link", "c");
        ship("");

        for (String name :
                List.of("deleted/A.class", "deleted", "deleted -a b/\n- B.class", "was/file", "was", "gone")) {
            Files.delete(root.resolve(name));
        }
        Files.delete(root.resolve("becomes-link"));
        Files.createSymbolicLink(root.resolve("becomes-link"), Path.of("kept/C.class"));
        Files.delete(root.resolve("link"));
        file("link", "c");
        file("was", "now a file");
        ship("");

        String listing = sandbox.run(
                        "cd \"$1\" && find . -mindepth 1 -printf '%y %P %l\\n' | LC_ALL=C sort",
                        Duration.ofSeconds(10), sandbox.workDirectory() + "/ship" + root.toRealPath())
                .stdout();
        assertThat(listing)
                .isEqualTo("d deleted -a b \nd kept \nf kept/C.class \nf link \nf was \nl becomes-link kept/C.class\n");
    }

    @Test
    void permissions_and_times_become_those_of_now() throws IOException {
        file("run.sh", "x".repeat(100));
        file("same.sh", "y");
        ship("");
        Path script = root.resolve("run.sh");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(script, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

        ship("");

        String seen = sandbox.run(
                        "stat -c '%a %s %Y' \"$1\"",
                        Duration.ofSeconds(10),
                        sandbox.workDirectory() + "/ship" + root.toRealPath().resolve("run.sh"))
                .stdout();
        assertThat(seen.strip())
                .isEqualTo("750 100 " + Instant.parse("2001-02-03T04:05:06Z").getEpochSecond());
    }

    @Test
    void of_a_build_only_the_archives_that_it_did_not_make_are_dependencies() throws IOException {
        Path repository = Files.createDirectories(scratch.resolve("m2/org/x"));
        Path dependency = Files.writeString(repository.resolve("x.jar"), "x");
        Path link = Files.createSymbolicLink(scratch.resolve("linked"), scratch.resolve("m2"));
        file("target/own.jar", "own");
        file("target/classes/A.class", "a");
        Path notes = Files.writeString(scratch.resolve("secret.properties"), "s");
        Path agent = Files.writeString(scratch.resolve("agent.jar"), "agent");
        World world = world(
                List.of(
                        root.resolve("target/classes"),
                        root.resolve("target/own.jar"),
                        link.resolve("org/x/x.jar"),
                        notes),
                List.of(agent),
                Map.of());

        assertThat(Dependencies.of(world)).containsExactlyInAnyOrder(dependency.toRealPath(), agent.toRealPath());
    }

    @Test
    void a_local_repository_inside_the_build_is_none_of_its_own_making() throws IOException {
        file("target/own.jar", "own");
        file(".m2/x.jar", "x");
        List<Path> classPath = List.of(root.resolve("target/own.jar"), root.resolve(".m2/x.jar"));

        assertThat(Dependencies.of(world(classPath, List.of(), Map.of()))).isEmpty();
        assertThat(Dependencies.of(world(
                        classPath,
                        List.of(),
                        Map.of("localRepository", root.resolve(".m2").toString()))))
                .containsExactly(root.resolve(".m2/x.jar").toRealPath());
    }

    @Test
    void a_layer_has_its_files_and_nothing_else() throws IOException {
        file("secrets.properties", "password=1");
        file(".m2/x.jar", "x");
        World world = world(
                List.of(root.resolve(".m2/x.jar")),
                List.of(),
                Map.of("localRepository", root.resolve(".m2").toString()));
        Shipment shipment = shipment(world, "");

        shipment.sendLayer(sandbox, NOTHING, shipment.layer(Cache.Keeps.DEPENDENCIES));

        String listing = sandbox.run(
                        "cd \"$1\" && find . -type f && grep -rl password . || :",
                        Duration.ofSeconds(10),
                        sandbox.workDirectory())
                .stdout();
        assertThat(listing).contains(".m2/x.jar").doesNotContain("secrets");
        assertThat(shipment.layer(Cache.Keeps.DEPENDENCIES).files())
                .containsOnlyKeys(root.resolve(".m2/x.jar").toRealPath().toString());
        assertThat(shipment.layer(Cache.Keeps.PROJECT).files()).hasSize(2);
        assertThat(shipment.layer(Cache.Keeps.OFF).files()).isEmpty();
    }

    @Test
    void of_an_earlier_layer_stays_what_is_still_the_same_here() throws IOException {
        file("own", "own");
        Shipment shipment = shipment("");
        Layer own = shipment.layer(Cache.Keeps.PROJECT);
        Path same = Files.writeString(scratch.resolve("same.jar"), "same");
        Path changed = Files.writeString(scratch.resolve("changed.jar"), "changed");
        String digest = Input.digestOf(Files.newInputStream(same));
        Map<String, String> earlier = Map.of(
                same.toString(),
                digest,
                changed.toString(),
                digest,
                scratch.resolve("gone.jar").toString(),
                digest);

        Layer both = shipment.united(own, earlier, 1000);

        assertThat(both.files()).hasSize(2).containsAllEntriesOf(own.files()).containsKey(same.toString());
        assertThat(shipment.united(own, earlier, own.size() + 3)).isEqualTo(own);
        shipment.sendLayer(sandbox, NOTHING, both);
        assertThat(sandbox.download(sandbox.workDirectory() + "/ship" + same, 100))
                .isEqualTo("same".getBytes(ISO_8859_1));
    }

    @Test
    void what_is_excluded_is_left_out_of_directories_that_are_named_and_of_the_class_path_too() throws IOException {
        file("testdata/wanted", "w");
        file("testdata/secret", "s");
        file("testdata/deep/kept", "k");
        file("testdata/deep/private/key", "k");
        file("target/test-classes/A.class", "a");
        file("target/test-classes/secret.properties", "s");
        file("other", "o");
        World world = world(List.of(root.resolve("target/test-classes")), List.of(), Map.of());

        Set<Path> named = Inputs.of(
                        world,
                        List.of(
                                "testdata",
                                "!testdata/secret",
                                "!testdata/deep/private/",
                                "!target/test-classes/secret.properties"),
                        new TokenMask(""))
                .keySet();

        Path real = root.toRealPath();
        assertThat(named.stream()
                        .filter(path -> path.startsWith(real) && Files.isRegularFile(path))
                        .map(path -> real.relativize(path).toString()))
                .containsExactlyInAnyOrder("testdata/wanted", "testdata/deep/kept", "target/test-classes/A.class");
    }

    private World world(List<Path> classPath, List<Path> shipped, Map<String, String> properties) {
        World plain = LocalSandbox.world(root);
        return new World(
                root,
                root,
                root,
                plain.temporaryDirectory(),
                classPath,
                shipped,
                List.of(),
                properties,
                Map.of(),
                plain.builder());
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, ISO_8859_1);
    }

    private Shipment shipment(String token) throws IOException {
        return shipment(LocalSandbox.world(root), token);
    }

    private Shipment shipment(World world, String token) throws IOException {
        Map<String, String> parameters = token.isEmpty() ? Map.of() : Map.of("forkd.token", token);
        ForkdConfiguration configuration = ForkdConfiguration.read(
                LauncherDiscoveryRequestBuilder.request()
                        .configurationParameters(parameters)
                        .build()
                        .getConfigurationParameters(),
                Map.of());
        Path jar = Files.writeString(scratch.resolve("worker.jar"), "");
        return new Shipment(world, jar, configuration, scratch, said);
    }

    private long ship(String token) throws IOException {
        Shipment shipment = shipment(token);
        shipment.send(sandbox, NOTHING);
        return shipment.bytesSent();
    }

    private String shipped(String name) throws IOException {
        String path = sandbox.workDirectory() + "/ship" + root.toRealPath().resolve(name);
        assertThat(sandbox.run("test -f \"$1\"", Duration.ofSeconds(10), path).exitCode())
                .as(name)
                .isZero();
        return new String(sandbox.download(path, 4_000_000), ISO_8859_1);
    }
}
