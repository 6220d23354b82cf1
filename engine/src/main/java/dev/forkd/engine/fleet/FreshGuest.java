package dev.forkd.engine.fleet;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Corrects what a guest has from its snapshot and should not have: the time of day, and the next random numbers. */
public final class FreshGuest {

    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(20);
    private static final long MAX_CLOCK_SKEW_SECONDS = 2;
    private static final int SEED_BYTES = 32;

    private FreshGuest() {}

    /**
     * Sets the clock of a guest and stirs its randomness.
     *
     * @param sandbox a sandbox on another machine
     */
    public static void prepare(Sandbox sandbox) {
        setClock(sandbox);
        stirRandomness(sandbox);
    }

    /** Two forks of one machine draw the same numbers until something else comes in. */
    private static void stirRandomness(Sandbox sandbox) {
        byte[] fresh = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(fresh);
        sandbox.run(
                "printf '%s' \"$1\" 2>/dev/null >/dev/urandom || :",
                SHORT_TIMEOUT, HexFormat.of().formatHex(fresh));
    }

    /** A restored guest's clock stands at the time of its snapshot (contract 7.5). */
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
