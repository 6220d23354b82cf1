package dev.forkd.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.client.Token;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each copy of a guest gets random bytes of its own. The sandboxes have a file for /dev/urandom, or a Python that says
 * what it was asked for.
 */
@Timeout(60)
class FreshGuestTests {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final String FILE_FOR_DEVICE =
            ": >/tmp/device && chmod 666 /tmp/device && mount --bind /tmp/device /dev/urandom";

    private static final String PYTHON_THAT_TELLS =
            "printf '#!/bin/sh\\necho \"$*\" >/tmp/asked\\n' >/tmp/python && chmod 755 /tmp/python"
                    + " && mount --bind /tmp/python \"$(readlink -f \"$(command -v python3)\")\"";

    @TempDir
    Path state;

    private LocalController controller;
    private ForkdClient client;
    private Lease lease;
    private Fleet fleet;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        controller = LocalController.start(LocalControllerOptions.defaults());
        client = ForkdClient.builder(controller.url())
                .token(Token.of(controller.token().orElseThrow()))
                .stateDirectory(state.resolve("client"))
                .build();
        lease = Leases.in(state).open(client.controller(), "test", true);
        fleet = Fleet.start(client, new FleetRequest("local", 2, true, null, false, SHORT, 0), lease);
    }

    @AfterEach
    void stop() {
        fleet.close();
        lease.close();
        client.close();
        controller.close();
    }

    @Test
    void each_guest_writes_bytes_of_its_own_into_its_device() {
        fleet.sandboxes()
                .forEach(sandbox -> assumeThat(run(sandbox, FILE_FOR_DEVICE).exitCode())
                        .as("sandboxes here have mounts of their own")
                        .isZero());
        fleet.sandboxes().forEach(FreshGuest::prepare);

        String one = device(0);
        String other = device(1);

        assertThat(one).matches("[0-9a-f]{64}");
        assertThat(other).matches("[0-9a-f]{64}").isNotEqualTo(one);
        FreshGuest.prepare(fleet.sandboxes().get(0));
        assertThat(device(0)).matches("[0-9a-f]{64}").isNotEqualTo(one);
    }

    /** What was only written is not drawn from before the kernel takes a new key by itself. */
    @Test
    void a_guest_with_python_is_asked_for_a_new_key() {
        Sandbox sandbox = fleet.sandboxes().get(0);
        assumeThat(run(sandbox, FILE_FOR_DEVICE + " && " + PYTHON_THAT_TELLS).exitCode())
                .as("sandboxes here have mounts of their own")
                .isZero();
        FreshGuest.prepare(sandbox);

        assertThat(run(sandbox, "cat /tmp/asked").stdout())
                .startsWith("-I -S -c " + FreshGuest.NEW_KEY)
                .containsPattern("[0-9a-f]{64}\n\\z");
        assertThat(device(0)).as("what is only written").isEmpty();
    }

    @Test
    void the_kernel_takes_what_it_is_asked_for() {
        Sandbox sandbox = fleet.sandboxes().get(0);
        assumeThat(run(sandbox, "python3 -c 'import fcntl; fcntl.ioctl(open(\"/dev/urandom\", \"r+b\", 0), 0x5207)'")
                        .exitCode())
                .as("this user may ask for a new key")
                .isZero();

        ShellResult result = sandbox.run("python3 -I -S -c \"$1\" \"$2\"", SHORT, FreshGuest.NEW_KEY, "ab".repeat(32));

        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }

    private String device(int index) {
        return run(fleet.sandboxes().get(index), "cat /tmp/device").stdout();
    }

    private static ShellResult run(Sandbox sandbox, String script) {
        return sandbox.run(script, SHORT);
    }
}
