package dev.forkd.engine.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.client.Token;
import dev.forkd.engine.cache.KeptKind;
import dev.forkd.engine.cache.KeptTag;
import dev.forkd.engine.cache.KeptTags;
import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.place.Layer;
import dev.forkd.engine.place.Layers;
import dev.forkd.engine.place.SaidLines;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Faults;
import dev.forkd.local.fault.Operation;
import dev.forkd.wire.SnapshotInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** A run begins with a kept tag where there is a good one, and is never worse off where there is none. */
@Timeout(120)
class OriginTests {

    private static final long MIB = 1L << 20;
    private static final String BASE = "local";

    @TempDir
    Path state;

    private final Faults faults = new Faults();
    private final SaidLines said = new SaidLines();
    private final Map<String, Long> files = new TreeMap<>(Map.of("/m2/a.jar", 30 * MIB, "/m2/b.jar", MIB));
    private int shipments;
    private boolean sameMachine;
    private String root = "";
    private LocalController controller;
    private ForkdClient client;
    private Lease lease;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        controller = LocalController.start(LocalControllerOptions.defaults().withFaults(faults));
        client = ForkdClient.builder(controller.url())
                .token(Token.of(controller.token().orElseThrow()))
                .stateDirectory(state.resolve("client"))
                .build();
        lease = Leases.in(state).open(client.controller(), "test", true);
    }

    @AfterEach
    void stop() {
        lease.close();
        client.close();
        controller.close();
    }

    @Test
    void what_one_run_has_kept_the_next_one_finds() {
        String first = chosen("dependencies");

        assertThat(first).startsWith("fj-");
        assertThat(chosen("dependencies")).isEqualTo(first);
        assertThat(shipments).isEqualTo(1);
        assertThat(tagsThere()).containsExactly(first);
        assertThat(client.sandboxes()).isEmpty();
    }

    @Test
    void a_kept_tag_has_what_was_shipped() {
        String tag = chosen("dependencies");

        try (Fleet fleet = Fleet.start(client, SandboxRequests.of(configuration("off"), tag, 1, 1), lease)) {
            Sandbox sandbox = fleet.sandboxes().get(0);
            assertThat(sandbox.download(sandbox.workDirectory() + "/shipped", 100))
                    .isEqualTo("/m2/a.jar /m2/b.jar".getBytes(UTF_8));
        }
    }

    @Test
    void without_the_setting_nothing_is_asked_and_nothing_kept() {
        assertThat(chosen("off")).isEqualTo(BASE);
        assertThat(faults.requests(Operation.LIST_SNAPSHOTS)).isZero();
        assertThat(faults.requests(Operation.SNAPSHOT_INFO)).isZero();
    }

    @Test
    void a_sandbox_on_this_machine_needs_nothing_kept() {
        sameMachine = true;

        assertThat(chosen("dependencies")).isEqualTo(BASE);
        assertThat(tagsThere()).isEmpty();
        assertThat(client.sandboxes()).isEmpty();
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void a_small_change_is_shipped_and_a_large_one_makes_another_tag() {
        String first = chosen("dependencies");
        files.put("/m2/b.jar", 2 * MIB);
        assertThat(chosen("dependencies")).isEqualTo(first);
        files.put("/m2/a.jar", 31 * MIB);
        String second = chosen("dependencies");

        assertThat(second).isNotEqualTo(first);
        assertThat(chosen("dependencies")).isEqualTo(second);
        files.put("/m2/a.jar", 30 * MIB);
        assertThat(chosen("dependencies")).isEqualTo(first);
    }

    @Test
    void tags_of_another_kind_are_not_used() throws IOException {
        String tag = chosen("dependencies");
        KeptTag kept = tags().all().get(0).tag();
        for (KeptKind other : List.of(
                kind(
                        kept,
                        KeptKind.LAYOUT + 1,
                        BASE,
                        kept.kind().baseCreatedUnix(),
                        kept.kind().controller()),
                kind(
                        kept,
                        KeptKind.LAYOUT,
                        "other",
                        kept.kind().baseCreatedUnix(),
                        kept.kind().controller()),
                kind(
                        kept,
                        KeptKind.LAYOUT,
                        BASE,
                        kept.kind().baseCreatedUnix() - 1,
                        kept.kind().controller()),
                kind(kept, KeptKind.LAYOUT, BASE, kept.kind().baseCreatedUnix(), "http://elsewhere:1"))) {
            tags().put(new KeptTag(tag, other, kept.digest(), kept.files()));
            try (Origin origin = origin("dependencies")) {
                origin.choose();
                assertThat(origin.tag()).as(other.toString()).isNotEqualTo(tag);
            }
        }
        assertThat(chosen("project")).isNotEqualTo(tag);
        root = "/another/build";
        assertThat(chosen("dependencies")).isNotEqualTo(tag);
    }

    @Test
    void modules_with_different_class_paths_come_to_share_a_tag() {
        Map<String, Long> one = Map.copyOf(files);
        Map<String, Long> other = Map.of("/m2/a.jar", 30 * MIB, "/m2/c.jar", 40 * MIB);
        chosen("dependencies");
        files.keySet().retainAll(other.keySet());
        files.putAll(other);
        String both = chosen("dependencies");
        files.clear();
        files.putAll(one);

        assertThat(tags().all()).extracting(entry -> entry.tag().files().size()).contains(3);
        assertThat(chosen("dependencies", "1")).isEqualTo(both);
        files.clear();
        files.putAll(other);
        assertThat(chosen("dependencies", "1")).isEqualTo(both);
        assertThat(tagsThere()).containsExactly(both);
        assertThat(shipments).isEqualTo(2);
    }

    /** Its tags would end with this JVM. */
    @Test
    void the_embedded_controller_keeps_nothing() throws Exception {
        ForkdConfiguration local = ForkdConfiguration.read(
                LauncherDiscoveryRequestBuilder.request()
                        .configurationParameter("forkd.cache", "dependencies")
                        .build()
                        .getConfigurationParameters(),
                Map.of());
        try (ControllerConnection connection = ControllerConnection.embedded(local, state, said);
                Origin origin = new Origin(connection, local, new Shipped(), lease, tags(), said)) {
            origin.choose();

            assertThat(origin.tag()).isEqualTo(BASE);
            assertThat(connection.client().snapshots()).hasSize(1);
        }
        assertThat(shipments).isZero();
    }

    @Test
    void where_the_branch_fails_the_run_goes_on_without() {
        faults.add(FaultRule.on(
                        Operation.BRANCH,
                        new Effect.Fail(500, "branch: write memory.bin: No space left on device (os error 28)"))
                .times(1));

        assertThat(chosen("dependencies")).isEqualTo(BASE);
        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains("no snapshot is kept for the next build", "No space left on device");
        assertThat(tags().all()).isEmpty();
        assertThat(client.sandboxes()).isEmpty();
        assertThat(chosen("dependencies")).startsWith("fj-");
    }

    @Test
    void where_a_larger_tag_cannot_be_made_the_smaller_one_still_serves() {
        String first = chosen("dependencies");
        files.put("/m2/a.jar", 60 * MIB);
        faults.add(FaultRule.on(Operation.BRANCH, new Effect.Fail(500, "branch: no"))
                .times(1));

        assertThat(chosen("dependencies")).isEqualTo(first);
        assertThat(tagsThere()).containsExactly(first);
    }

    @Test
    void a_tag_from_which_nothing_can_be_forked_is_deleted() {
        String first = chosen("dependencies");
        files.put("/m2/a.jar", 60 * MIB);
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Fail(500, "restore_many: bad vmstate"))
                .times(1));

        assertThat(chosen("dependencies")).isEqualTo(BASE);
        assertThat(said.lines())
                .anyMatch(line -> line.contains(first + " cannot be used, so sandboxes are forked from local: ")
                        && line.contains("bad vmstate"));
        assertThat(tagsThere()).isEmpty();
        assertThat(tags().all()).isEmpty();
    }

    @Test
    void a_controller_that_does_not_answer_costs_a_line() {
        faults.add(FaultRule.on(Operation.LIST_SNAPSHOTS, new Effect.Fail(500, "registry: locked")));

        assertThat(chosen("dependencies")).isEqualTo(BASE);
        assertThat(said.lines()).singleElement().asString().contains("registry: locked");
    }

    @Test
    void what_goes_wrong_with_a_kept_tag_ends_its_use() {
        String tag;
        try (Origin origin = origin("dependencies")) {
            origin.choose();
            tag = origin.tag();
            origin.giveUp(new IllegalStateException("it is broken"));
            assertThat(origin.tag()).isEqualTo(BASE);
            assertThat(origin.isNew()).isFalse();
        }
        assertThat(tagsThere()).isEmpty();
        assertThat(chosen("dependencies")).isNotEqualTo(tag);
    }

    @Test
    void tags_beyond_the_limit_are_deleted_but_never_one_in_use() {
        String first = chosen("dependencies");
        try (Origin other = origin("dependencies")) {
            other.choose();
            assertThat(other.tag()).isEqualTo(first);
            files.put("/m2/a.jar", 60 * MIB);
            String second = chosen("dependencies", "1");
            assertThat(tagsThere()).containsExactlyInAnyOrder(first, second);
        }
        String second = chosen("dependencies", "1");
        assertThat(tagsThere()).containsExactly(second);
    }

    @Test
    void what_is_kept_is_deleted_in_time_even_if_the_setting_is_gone() {
        chosen("dependencies");
        files.put("/m2/a.jar", 60 * MIB);
        String second = chosen("dependencies");

        assertThat(chosen("off", "1")).isEqualTo(BASE);
        assertThat(tagsThere()).containsExactly(second);
    }

    @Test
    void tags_of_other_users_are_left_alone() {
        String foreign;
        try (Fleet fleet = Fleet.start(client, SandboxRequests.of(configuration("off"), BASE, 1, 1), lease)) {
            foreign = "fj-00000000-" + "0".repeat(24) + "-00000000";
            fleet.sandboxes().get(0).branch(foreign);
        }
        chosen("dependencies", "1");

        assertThat(tagsThere()).contains(foreign).hasSize(2);
        client.deleteSnapshot(foreign);
    }

    @Test
    void a_tag_is_usable_if_no_entry_says_otherwise() {
        Map<String, Boolean> usable = Origin.usable(List.of(
                info("good", "ready", true),
                info("old-controller", null, null),
                info("half", "ready", true),
                info("half", "writing", null),
                info("failed", "failed", null),
                info("broken", "ready", false)));

        assertThat(usable)
                .containsEntry("good", true)
                .containsEntry("old-controller", true)
                .containsEntry("half", false)
                .containsEntry("failed", false)
                .containsEntry("broken", false);
    }

    private static SnapshotInfo info(String tag, String status, Boolean bootable) {
        return new SnapshotInfo(tag, null, 1, null, null, null, null, null, null, status, bootable);
    }

    private static KeptKind kind(KeptTag kept, int layout, String base, long created, String controller) {
        return new KeptKind(layout, controller, base, created, kept.kind().keeps(), "");
    }

    private String chosen(String keeps) {
        return chosen(keeps, "3");
    }

    /** What a whole run begins with. */
    private String chosen(String keeps, String maxTags) {
        try (Origin origin = origin(keeps, maxTags)) {
            origin.choose();
            return origin.tag();
        }
    }

    private Origin origin(String keeps) {
        return origin(keeps, "3");
    }

    private Origin origin(String keeps, String maxTags) {
        return new Origin(
                ControllerConnection.through(client),
                configuration(keeps, maxTags),
                new Shipped(),
                lease,
                tags(),
                said);
    }

    private KeptTags tags() {
        return new KeptTags(state);
    }

    private List<String> tagsThere() {
        return client.snapshots().stream()
                .map(SnapshotInfo::tag)
                .filter(tag -> tag.startsWith("fj-"))
                .toList();
    }

    private ForkdConfiguration configuration(String keeps) {
        return configuration(keeps, "3");
    }

    private ForkdConfiguration configuration(String keeps, String maxTags) {
        return ForkdConfiguration.read(
                LauncherDiscoveryRequestBuilder.request()
                        .configurationParameters(Map.of(
                                "forkd.url", controller.url().toString(),
                                "forkd.snapshot-tag", BASE,
                                "forkd.cache", keeps,
                                "forkd.cache-max-tags", maxTags))
                        .build()
                        .getConfigurationParameters(),
                Map.of());
    }

    /** Made-up files, whose size stands for their content. */
    private final class Shipped implements Layers {

        @Override
        public boolean isElsewhere(Sandbox sandbox) {
            return !sameMachine;
        }

        @Override
        public Layer layer(Cache.Keeps keeps) {
            TreeMap<String, Layer.Content> content = new TreeMap<>();
            files.forEach((path, size) -> content.put(path, new Layer.Content("of " + size + " bytes", size)));
            return new Layer(content);
        }

        @Override
        public String scope(Cache.Keeps keeps) {
            return root;
        }

        @Override
        public Layer united(Layer layer, Map<String, String> earlier) {
            TreeMap<String, Layer.Content> all = new TreeMap<>(layer.files());
            earlier.forEach((path, digest) -> all.putIfAbsent(path, new Layer.Content(digest, MIB)));
            return new Layer(all);
        }

        @Override
        public void shipLayer(Sandbox sandbox, Layer layer) {
            shipments++;
            sandbox.upload(
                    String.join(" ", layer.files().keySet()).getBytes(UTF_8), sandbox.workDirectory() + "/shipped");
        }
    }
}
