package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetTests {
    private final FakeController controller = new FakeController();
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
        return new FleetRequest("base", n, true, null, false, Duration.ofMillis(400), replacements);
    }

    private long creates() {
        return controller.requests.stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().equals("/v1/sandboxes"))
                .count();
    }

    private String leaseText() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("leases"))) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }

    @Test
    void spawnsAllInOneCallAndDeletesAll() throws IOException {
        try (Fleet fleet = Fleet.start(client, request(5, 0), lease)) {
            assertThat(fleet.sandboxes()).hasSize(5);
            assertThat(creates()).isEqualTo(1);
            assertThat(leaseText()).contains(fleet.sandboxes().get(0).id());
        }
        assertThat(controller.ids()).isEmpty();
    }

    @Test
    void replacesSilentSandboxesAndTopsUp() {
        controller.mutes.set(1);
        controller.shortBy.set(1);

        try (Fleet fleet = Fleet.start(client, request(4, 2), lease)) {
            assertThat(fleet.sandboxes()).hasSize(4);
            assertThat(controller.ids()).hasSize(4);
            assertThat(creates()).isEqualTo(2);
        }
        assertThat(controller.ids()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenItCannotBeCompleted() {
        controller.mutes.set(100);

        assertThatThrownBy(() -> Fleet.start(client, request(2, 2), lease))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("0 of 2 sandboxes");
        assertThat(controller.ids()).isEmpty();
    }

    @Test
    void replacesADeadSandboxAsOftenAsAllowed() {
        try (Fleet fleet = Fleet.start(client, request(2, 1), lease)) {
            Sandbox dead = fleet.sandboxes().get(0);

            Sandbox fresh = fleet.replace(dead);

            assertThat(fleet.sandboxes()).hasSize(2).contains(fresh).doesNotContain(dead);
            assertThat(controller.ids()).hasSize(2).doesNotContain(dead.id());
            assertThatThrownBy(() -> fleet.replace(fresh)).isInstanceOf(CapacityException.class);
        }
        assertThat(controller.ids()).isEmpty();
    }

    @Test
    void triesToDeleteAllAndKeepsTheRestInTheLease() throws IOException {
        Fleet fleet = Fleet.start(client, request(3, 0), lease);
        String stubborn = fleet.sandboxes().get(0).id();
        controller.fault(
                FakeController.Fault.FAIL,
                3,
                request -> request.method().equals("DELETE") && request.path().endsWith(stubborn));

        assertThatThrownBy(fleet::close)
                .isInstanceOf(ControllerException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(controller.ids()).containsExactly(stubborn);
        lease.close();

        SweepReport report = leases.sweep(uri -> Optional.of(client));

        assertThat(report.sandboxes()).containsExactly(stubborn);
        assertThat(controller.ids()).isEmpty();
    }

    @Test
    void closesTwice() {
        Fleet fleet = Fleet.start(client, request(1, 0), lease);

        fleet.close();
        fleet.close();

        assertThat(controller.ids()).isEmpty();
    }

    private static FleetRequest patient(int n) {
        return new FleetRequest("base", n, true, null, false, Duration.ofMinutes(5), 3);
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
    void closingDoesNotWaitForSandboxesThatNeverAnswer() throws IOException {
        controller.mutes.set(100);
        Fleet fleet = Fleet.prepare(client, patient(2), lease);
        CompletableFuture<Void> filling = filling(fleet);
        await().until(() ->
                controller.requests.stream().anyMatch(request -> request.path().endsWith("/ping")));

        fleet.close();

        assertThat(fleet.creating()).isFalse();
        assertThat(controller.ids()).isEmpty();
        awaitRefusal(filling);
        assertThat(creates()).isEqualTo(1);
    }

    @Test
    void whatACreateCallBringsAfterTheFleetWasClosedIsDeleted() throws IOException {
        var asked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        controller.fault(FakeController.Fault.FAIL, 1, request -> {
            if (request.method().equals("POST") && request.path().equals("/v1/sandboxes")) {
                asked.countDown();
                awaitLatch(answered);
            }
            return false;
        });
        Fleet fleet = Fleet.prepare(client, patient(2), lease);
        CompletableFuture<Void> filling = filling(fleet);
        awaitLatch(asked);

        fleet.close();

        assertThat(fleet.creating()).isTrue();
        answered.countDown();
        awaitRefusal(filling);
        assertThat(fleet.creating()).isFalse();
        assertThat(controller.ids()).isEmpty();
    }

    @Test
    void aClosedFleetCreatesNothing() {
        Fleet fleet = Fleet.prepare(client, request(1, 0), lease);
        fleet.close();

        assertThatThrownBy(fleet::fill).hasMessageContaining("closed meanwhile");
        assertThat(creates()).isZero();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
