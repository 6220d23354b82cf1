package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Operation;
import dev.forkd.wire.SandboxInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetTests {
    private final TestController controller = new TestController();
    private final ForkdClient client = TestClients.of(controller);
    private final Path state = controller.root().resolve("leases-of-test");
    private final Leases leases = Leases.in(state);
    private final Lease lease = leases.open(controller.uri(), "test");

    @AfterEach
    void stop() throws IOException {
        lease.close();
        client.close();
        controller.close();
    }

    private static FleetRequest request(int n, int replacements) {
        return new FleetRequest(TestController.BASE, n, true, null, false, Duration.ofMillis(400), replacements);
    }

    private List<String> ids() {
        return client.sandboxes().stream().map(SandboxInfo::id).toList();
    }

    private String leaseText() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("leases"))) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }

    @Test
    void spawns_all_in_one_call_and_deletes_all() throws IOException {
        try (Fleet fleet = Fleet.start(client, request(5, 0), lease)) {
            assertThat(fleet.sandboxes()).hasSize(5);
            assertThat(controller.creates()).isEqualTo(1);
            assertThat(leaseText()).contains(fleet.sandboxes().get(0).id());
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void replaces_silent_sandboxes_and_tops_up() {
        controller
                .faults
                .add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.MuteFirst(1))
                        .times(1))
                .add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.AtMost(3))
                        .times(1));

        try (Fleet fleet = Fleet.start(client, request(4, 2), lease)) {
            assertThat(fleet.sandboxes()).hasSize(4);
            assertThat(ids()).hasSize(4);
            assertThat(controller.creates()).isEqualTo(2);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void the_first_one_can_be_used_while_the_others_are_made() throws Exception {
        controller.faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Delay(Duration.ofSeconds(1)))
                .after(1));
        var others = new CopyOnWriteArrayList<Sandbox>();
        try (Fleet fleet = Fleet.prepare(client, request(3, 0), lease)) {
            Sandbox first = fleet.first();
            CompletableFuture<Void> making = CompletableFuture.runAsync(() -> fleet.others(others::add, () -> true));

            first.awaitReady(Duration.ofSeconds(10));
            assertThat(making).isNotDone();
            making.get(30, TimeUnit.SECONDS);

            assertThat(others).hasSize(2).doesNotContain(first);
            assertThat(fleet.sandboxes()).hasSize(3);
            assertThat(controller.creates()).isEqualTo(2);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void the_first_one_stays_if_the_others_cannot_be_made_and_they_can_be_asked_for_again() {
        controller
                .faults
                .add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Fail(500, "no room"))
                        .after(1)
                        .times(1))
                .add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.MuteFirst(1))
                        .after(2)
                        .times(1));
        var others = new CopyOnWriteArrayList<Sandbox>();
        try (Fleet fleet = Fleet.prepare(client, request(3, 1), lease)) {
            Sandbox first = fleet.first();

            assertThatThrownBy(() -> fleet.others(others::add, () -> true)).hasMessageContaining("no room");
            assertThat(fleet.sandboxes()).containsExactly(first);

            // One of these two is silent, and replaced.
            fleet.others(others::add, () -> true);
            assertThat(others).hasSize(2);
            assertThat(fleet.sandboxes()).hasSize(3);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void goes_on_with_fewer_and_hands_out_each_as_soon_as_it_answers() throws Exception {
        controller.faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.MuteFirst(1)));
        var notices = new CopyOnWriteArrayList<String>();
        var early = new CountDownLatch(2);
        try (ForkdClient told = TestClients.builder(
                                controller.uri(), controller.root().resolve("state"))
                        .token(controller.token())
                        .notices(notices::add)
                        .build();
                Fleet fleet = Fleet.prepare(
                        told,
                        new FleetRequest(TestController.BASE, 3, true, null, false, Duration.ofSeconds(2), 1, 2),
                        lease)) {
            CompletableFuture<Void> filling =
                    CompletableFuture.runAsync(() -> fleet.fill(sandbox -> early.countDown()));

            assertThat(early.await(1500, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(filling).isNotDone();
            filling.get(30, TimeUnit.SECONDS);

            assertThat(fleet.sandboxes()).hasSize(2);
            assertThat(ids()).hasSize(2);
            assertThat(notices)
                    .containsExactly("Only 2 of 3 sandboxes of local answer within 2 s; going on with those");
        }
    }

    @Test
    void who_is_interrupted_during_a_create_deletes_what_comes_of_it() throws Exception {
        controller.faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Delay(Duration.ofSeconds(1)))
                .times(1));
        var flag = new CompletableFuture<Boolean>();
        var thread = new Thread(() -> {
            try {
                Fleet.start(client, request(2, 0), lease).close();
            } finally {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        await().until(() -> controller.creates() == 1);

        thread.interrupt();

        assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ids()).isEmpty();
        assertThat(leaseText()).contains("spawn-gone");
    }

    @Test
    void leaves_nothing_behind_when_it_cannot_be_completed() {
        controller.faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.MuteFirst(100)));

        assertThatThrownBy(() -> Fleet.start(client, request(2, 2), lease))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("0 of 2 sandboxes");
        assertThat(ids()).isEmpty();
    }

    @Test
    void replaces_a_dead_sandbox_as_often_as_allowed() {
        try (Fleet fleet = Fleet.start(client, request(2, 1), lease)) {
            Sandbox dead = fleet.sandboxes().get(0);

            Sandbox fresh = fleet.replace(dead);

            assertThat(fleet.sandboxes()).hasSize(2).contains(fresh).doesNotContain(dead);
            assertThat(ids()).hasSize(2).doesNotContain(dead.id());
            assertThatThrownBy(() -> fleet.replace(fresh)).isInstanceOf(CapacityException.class);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void a_discarded_sandbox_is_gone_at_once_and_another_counts_as_no_replacement() {
        try (Fleet fleet = Fleet.start(client, request(2, 0), lease)) {
            Sandbox lost = fleet.sandboxes().get(0);

            fleet.discard(lost);

            assertThat(ids()).hasSize(1).doesNotContain(lost.id());
            Sandbox fresh = fleet.another();
            assertThat(fleet.sandboxes()).hasSize(2).contains(fresh);
            assertThatThrownBy(() -> fleet.discard(lost)).isInstanceOf(ForkdException.class);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void tries_to_delete_all_and_keeps_the_rest_in_the_lease() throws IOException {
        Fleet fleet = Fleet.start(client, request(3, 0), lease);
        String stubborn = ids().get(0);
        controller.faults.add(FaultRule.on(Operation.DELETE_SANDBOX, new Effect.Fail(500, "rm"))
                .ofSandbox(1)
                .times(3));

        assertThatThrownBy(fleet::close)
                .isInstanceOf(ControllerException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(ids()).containsExactly(stubborn);
        lease.close();

        SweepReport report = leases.sweep(uri -> Optional.of(client));

        assertThat(report.sandboxes()).containsExactly(stubborn);
        assertThat(ids()).isEmpty();
    }

    @Test
    void closes_twice() {
        Fleet fleet = Fleet.start(client, request(1, 0), lease);

        fleet.close();
        fleet.close();

        assertThat(ids()).isEmpty();
    }

    private static FleetRequest patient(int n) {
        return new FleetRequest(TestController.BASE, n, true, null, false, Duration.ofMinutes(5), 3);
    }

    private CompletableFuture<Void> filling(Fleet fleet) {
        return CompletableFuture.runAsync(fleet::fill);
    }

    private static void awaitRefusal(CompletableFuture<Void> filling) {
        assertThat(filling)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("closed meanwhile");
    }

    @Test
    void closing_does_not_wait_for_sandboxes_that_never_answer() throws IOException {
        controller.faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.MuteFirst(100)));
        Fleet fleet = Fleet.prepare(client, patient(2), lease);
        CompletableFuture<Void> filling = filling(fleet);
        await().until(() -> controller.faults.requests(Operation.PING) > 0);

        fleet.close();

        assertThat(fleet.creating()).isFalse();
        assertThat(ids()).isEmpty();
        awaitRefusal(filling);
        assertThat(controller.creates()).isEqualTo(1);
    }

    @Test
    void what_a_create_call_brings_after_the_fleet_was_closed_is_deleted() throws IOException {
        controller.faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Delay(Duration.ofSeconds(1))));
        Fleet fleet = Fleet.prepare(client, patient(2), lease);
        CompletableFuture<Void> filling = filling(fleet);
        await().until(() -> controller.creates() > 0);

        fleet.close();

        assertThat(fleet.creating()).isTrue();
        awaitRefusal(filling);
        assertThat(fleet.creating()).isFalse();
        assertThat(ids()).isEmpty();
    }

    @Test
    void a_closed_fleet_creates_nothing() {
        Fleet fleet = Fleet.prepare(client, request(1, 0), lease);
        fleet.close();

        assertThatThrownBy(fleet::fill).hasMessageContaining("closed meanwhile");
        assertThat(controller.creates()).isZero();
    }
}
