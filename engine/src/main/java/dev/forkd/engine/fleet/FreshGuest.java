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

    /** Adds the bytes (RNDADDENTROPY) and makes a new key of them (RNDRESEEDCRNG); only root may do that. */
    static final String NEW_KEY =
            """
            import fcntl, struct, sys
            fresh = bytes.fromhex(sys.argv[1])
            with open("/dev/urandom", "r+b", 0) as device:
                fcntl.ioctl(device, 0x40085203, struct.pack("ii%ds" % len(fresh), 8 * len(fresh), len(fresh), fresh))
                fcntl.ioctl(device, 0x5207)
            """;

    /** Where there is no Python, or the ioctl is refused, the bytes are at least written. */
    private static final String STIR =
            "python3 -I -S -c \"$2\" \"$1\" 2>/dev/null" + " || printf '%s' \"$1\" 2>/dev/null >/dev/urandom || :";

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
