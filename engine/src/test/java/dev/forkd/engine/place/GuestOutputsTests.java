package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.client.Token;
import dev.forkd.engine.host.Host;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestDescriptor;

/** A guest that answers with what it should not: nothing outside the outputs is touched, and it ends. */
@Timeout(120)
class GuestOutputsTests {

    @TempDir
    Path root;

    @TempDir
    Path scratch;

    private final List<String> said = new ArrayList<>();
    private OutputBudget budget = OutputBudget.ofARun();
    private LocalController controller;
    private ForkdClient client;
    private Lease lease;
    private Fleet fleet;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        controller = LocalController.start(LocalControllerOptions.defaults());
        client = ForkdClient.builder(controller.url())
                .token(Token.of(controller.token().orElseThrow()))
                .stateDirectory(scratch.resolve("state"))
                .build();
        lease = Leases.in(scratch.resolve("leases")).open(client.controller(), "test", true);
        fleet = Fleet.start(client, new FleetRequest("local", 1, true, null, false, Duration.ofSeconds(20), 0), lease);
        sandbox = fleet.sandboxes().get(0);
        Files.createDirectory(root.resolve("target"));
    }

    @AfterEach
    void stop() {
        fleet.close();
        lease.close();
        client.close();
        controller.close();
    }

    @Test
    void names_that_lead_elsewhere_or_are_code_are_not_even_asked_for() throws IOException {
        guest(
                """
                list() { for name in ../x /etc/passwd a/../../x evil.jar classes/A.class surefire-reports/TEST-x.xml \
                  failsafe-summary.xml .git/hooks/post-checkout pom.xml maven-status/x libs/x.txt ok.txt; do
                  printf '3 %s\\0' "$name"; done; }
                pack() { mkdir -p d && cd d && echo ok >ok.txt && tar -czf "$1" ok.txt; }
                """);

        collect("**");

        assertThat(root.resolve("target/ok.txt")).hasContent("ok");
        assertThat(files()).containsExactly("target", "target/ok.txt");
        assertThat(sandbox.run("tr '\\0' ' ' <\"$1/take\"", Duration.ofSeconds(10), sandbox.workDirectory())
                        .stdout())
                .isEqualTo("ok.txt ");
    }

    @Test
    void an_archive_with_links_and_other_names_gives_what_was_asked_for_only() throws IOException {
        guest(
                """
                list() { printf '3 ok.txt\\000'; printf '3 link.txt\\000'; }
                pack() { mkdir -p d && cd d && echo ok >ok.txt && ln -s /etc/passwd link.txt && echo evil >evil.txt \
                  && tar -czPf "$1" link.txt evil.txt ok.txt --transform 's|evil|../../evil|'; }
                """);

        assertThatThrownBy(() -> collect("**")).hasMessageContaining("did not arrive");

        assertThat(files()).containsExactly("target", "target/ok.txt");
        assertThat(root.resolveSibling("evil.txt")).doesNotExist();
    }

    @Test
    void more_than_was_announced_is_cut_off() throws IOException {
        guest(
                """
                list() { printf '3 ok.txt\\000'; }
                pack() { mkdir -p d && cd d && truncate -s 1200000000 ok.txt && tar -czf "$1" ok.txt; }
                """);

        assertThatThrownBy(() -> collect("**")).hasMessageContaining("larger than it said");

        assertThat(files()).containsExactly("target");
    }

    @Test
    void a_small_archive_with_much_in_it_that_nobody_asked_for_is_not_read_to_its_end() throws IOException {
        guest(
                """
                list() { printf '3 ok.txt\\000'; }
                pack() { mkdir -p d && cd d && truncate -s 1200000000 other.txt && echo ok >ok.txt \
                  && tar -czf "$1" other.txt ok.txt; }
                """);

        assertThatThrownBy(() -> collect("**")).hasMessageContaining("more in it than was asked for");

        assertThat(files()).containsExactly("target");
    }

    /** It would be read into memory as a whole. */
    @Test
    void a_name_without_end_is_not_read() throws IOException {
        guest(
                """
                list() { printf '3 ok.txt\\000'; }
                pack() { python3 -c 'import sys, tarfile
                with tarfile.open(sys.argv[1], "w:gz", format=tarfile.GNU_FORMAT) as tar:
                  tar.addfile(tarfile.TarInfo("x" * 90000000))' "$1"; }
                """);
        assumeThat(sandbox.run("python3 -V", Duration.ofSeconds(10)).exitCode()).isZero();

        assertThatThrownBy(() -> collect("**")).hasMessageContaining("more in it than was asked for");
    }

    @Test
    void of_a_flood_of_names_a_bounded_part_is_taken_and_the_rest_told() throws IOException {
        guest(
                """
                list() { i=0; while [ $i -lt 400000 ]; do printf '1 f%s.txt\\000' $i; i=$((i+1)); done; }
                pack() { mkdir -p d && cd d && echo x >f0.txt && tar -czf "$1" f0.txt; }
                """);

        assertThatThrownBy(() -> collect("*.txt")).hasMessageContaining("9999 of its 10000 outputs did not arrive");

        assertThat(said).singleElement().asString().contains("390000 files", "forkd.outputs");
    }

    @Test
    void all_sandboxes_of_a_run_share_one_limit_which_is_told_once() throws IOException {
        budget = new OutputBudget(8);
        guest(
                """
                list() { printf '3 a.txt\\0003 b.txt\\0003 c.txt\\000'; }
                pack() { mkdir -p d && cd d && for f in a b c; do printf new >$f.txt; done \
                  && tar -czf "$1" --null -T ../take; }
                """);

        collect("*.txt");

        assertThat(files()).containsExactly("target", "target/a.txt", "target/b.txt");
        assertThat(said).singleElement().asString().contains("first 1 files", "a run brings home at most");

        collect("*.txt");

        assertThat(said).hasSize(1);
    }

    @Test
    void what_is_more_than_announced_counts_too() throws IOException {
        budget = new OutputBudget(8);
        guest(
                """
                list() { printf '3 ok.txt\\000'; }
                pack() { mkdir -p d && cd d && echo more than that >ok.txt && tar -czf "$1" ok.txt; }
                """);

        assertThatThrownBy(() -> collect("**")).hasMessageContaining("larger than it said");
    }

    @Test
    void names_that_are_not_utf_8_are_told_and_the_others_come_home() throws IOException {
        guest(
                """
                list() { printf '3 bad-\\377.txt\\0003 bad-\\376.no\\0003 ok.txt\\000'; }
                pack() { mkdir -p d && cd d && echo ok >ok.txt && tar -czf "$1" --null -T ../take; }
                """);

        collect("*.txt");

        assertThat(files()).containsExactly("target", "target/ok.txt");
        assertThat(said).singleElement().asString().contains("1 files", sandbox.id(), "not UTF-8");
    }

    private void collect(String pattern) throws IOException {
        World world = new World(
                root,
                root,
                root,
                Path.of("/tmp"),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                new Builder(0, 0, "root", "/root", ""));
        Homecoming homecoming = new Homecoming(root, root, new Listening());
        try {
            new GuestOutputs(
                            sandbox, sandbox.workDirectory(), scratch, world, List.of(pattern), new Listening(), budget)
                    .collectInto(homecoming);
        } finally {
            homecoming.apply();
        }
    }

    private void guest(String functions) {
        String script = functions
                + """
                cd "$2" || exit 1
                case $1 in
                  outputs) list | gzip >outputs ;;
                  collect) pack "$2/back.tgz" ;;
                esac
                """;
        sandbox.upload(script.getBytes(UTF_8), "place.sh");
    }

    private List<String> files() throws IOException {
        try (var walk = Files.walk(root)) {
            return walk.filter(path -> !path.equals(root))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private final class Listening implements Host {

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void backDate(TestDescriptor test, long micros) {}

        @Override
        public Optional<String> hindrance() {
            return Optional.empty();
        }
    }
}
