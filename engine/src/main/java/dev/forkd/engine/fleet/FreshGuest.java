package dev.forkd.engine.fleet;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.wire.files.PackagedText;
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

    /** Adds the bytes (RNDADDENTROPY) and makes a new key of them (RNDRESEEDCRNG); only root may do that. */
    static final String NEW_KEY = PackagedText.of(FreshGuest.class, "new-key.py");

    private static final String STIR = PackagedText.of(FreshGuest.class, "stir.sh");

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

    /**
     * Forks of one machine draw the same random numbers until the kernel's generator gets a new key. What is only
     * written to its device waits for the next key, which may come a minute later, so the guest is asked for one now.
     */
    private static void stirRandomness(Sandbox sandbox) {
        byte[] fresh = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(fresh);
        sandbox.run(STIR, SHORT_TIMEOUT, HexFormat.of().formatHex(fresh), NEW_KEY);
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
