package dev.forkd.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.client.Token;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Faults;
import dev.forkd.local.fault.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first sandbox is at work while the others are made. */
@Timeout(60)
class GrowingFleetTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path state;

    private final Faults faults = new Faults();
    private LocalController controller;
    private ForkdClient client;
    private Lease lease;

    @BeforeEach
    void start() throws Exception {
        controller = LocalController.start(LocalControllerOptions.defaults().withFaults(faults));
        client = ForkdClient.builder(controller.url())
                .token(Token.of(controller.token().orElseThrow()))
                .stateDirectory(state.resolve("client"))
                .build();
        lease = Leases.in(state).open(client.controller(), "test", true);
    }

    @AfterEach
    void stop() throws Exception {
        lease.close();
        client.close();
        controller.close();
    }

    private Fleet withFirst(int n) {
        Fleet fleet = Fleet.prepare(
                client, new FleetRequest("local", n, true, null, false, Duration.ofSeconds(10), 1, 1), lease);
        fleet.first();
        return fleet;
    }

    @Test
    void each_sandbox_arrives_once() throws Exception {
        try (Fleet fleet = withFirst(4);
                GrowingFleet growing = GrowingFleet.growing(fleet, 3)) {
            Set<Sandbox> all = new HashSet<>(growing.present());
            for (int i = 0; i < 3; i++) {
                all.add(growing.take(PATIENCE));
            }

            assertThat(all).hasSize(4).doesNotContainNull();
            assertThat(growing.take(Duration.ofMillis(1))).isNull();
        }
        assertThat(client.sandboxes()).isEmpty();
    }

    @Test
    void others_that_cannot_be_made_are_asked_for_once_more() throws Exception {
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Fail(500, "no room"))
                .after(1)
                .times(1));
        try (Fleet fleet = withFirst(2);
                GrowingFleet growing = GrowingFleet.growing(fleet, 1)) {
            assertThat(growing.take(PATIENCE)).isNotNull();
            assertThat(growing.failure()).isNull();
        }
    }

    @Test
    void the_reason_is_told_if_there_are_no_others() throws Exception {
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Fail(500, "no room"))
                .after(1));
        try (Fleet fleet = withFirst(2)) {
            GrowingFleet growing = GrowingFleet.growing(fleet, 1);
            await().atMost(PATIENCE).until(() -> !growing.grows());
            growing.close();

            assertThat(growing.failure()).hasMessageContaining("no room");
            assertThat(growing.take(Duration.ofMillis(1))).isNull();
            assertThat(fleet.sandboxes()).isEqualTo(growing.present()).hasSize(1);
        }
    }

    @Test
    void closing_interrupts_what_takes_too_long() throws Exception {
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Hang()).after(1));
        try (Fleet fleet = withFirst(2)) {
            GrowingFleet growing = GrowingFleet.growing(fleet, 1);
            growing.close();

            assertThat(growing.grows()).isFalse();
        }
    }

    @Test
    void closing_waits_for_what_is_being_made_so_that_nothing_is_left() throws Exception {
        faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Delay(Duration.ofSeconds(1)))
                .after(1));
        try (Fleet fleet = withFirst(3);
                GrowingFleet growing = GrowingFleet.growing(fleet, 2)) {
            assertThat(growing.grows()).isTrue();
        }
        assertThat(client.sandboxes()).isEmpty();
    }
}
