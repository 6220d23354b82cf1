package dev.forkd.engine.fleet;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Corrects two things that a guest inherits from its snapshot: the time of day, and the state of its random number
 * generator.
 */
public final class FreshGuest {

    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(20);
    private static final long MAX_CLOCK_SKEW_SECONDS = 2;
    private static final int SEED_BYTES = 32;

    private FreshGuest() {}

    /**
     * Sets the guest's clock and adds randomness.
     *
     * @param sandbox a sandbox on another machine
     */
    public static void prepare(Sandbox sandbox) {
        setClock(sandbox);
        stirRandomness(sandbox);
    }

    /** Forks of one machine draw the same random numbers until new entropy arrives. */
    private static void stirRandomness(Sandbox sandbox) {
        byte[] fresh = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(fresh);
        sandbox.run(
                "printf '%s' \"$1\" 2>/dev/null >/dev/urandom || :",
                SHORT_TIMEOUT, HexFormat.of().formatHex(fresh));
    }

    /** The clock of a restored guest shows the time of its snapshot (contract 7.5). */
    private static void setClock(Sandbox sandbox) {
        ShellResult shown = sandbox.run("date +%s", SHORT_TIMEOUT);
        long now = Instant.now().getEpochSecond();
        String text = shown.stdout().strip();
        boolean readable = text.matches("\\d{1,12}");
        if (readable && Math.abs(now - Long.parseLong(text)) > MAX_CLOCK_SKEW_SECONDS) {
            sandbox.run(
                    "date -s \"@$1\"",
                    SHORT_TIMEOUT,
                    Long.toString(Instant.now().getEpochSecond()));
        }
    }
}
