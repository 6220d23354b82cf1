package dev.forkd.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Keeps create and branch calls of this host apart, per controller: overlapping ones can return sandboxes that
 * never answer (contract 5.3). It reaches all processes of this user that share the state directory; clients on
 * other hosts are out of its reach.
 */
final class ControllerLock {
    private final Path directory;
    private final Path file;
    private final Duration within;

    ControllerLock(Path stateDirectory, URI controller, Duration within) {
        this.directory = stateDirectory.resolve("locks");
        this.file = directory.resolve(sha256(ControllerUri.lockKey(controller)) + ".lock");
        this.within = within;
    }

    ProcessLocks.Held acquire(Failure context) {
        try {
            StateDirectory.create(directory);
            return ProcessLocks.acquire(file, within)
                    .orElseThrow(() -> new DeadlineException(context.because("another client of this controller held"
                                    + " its lock for more than " + within.toSeconds() + " s")
                            .advice("Find out which process holds " + file)));
        } catch (IOException e) {
            throw new InvalidRequestException(context.because("the lock " + file + " cannot be used: " + e.getMessage())
                    .advice("Choose a state directory on a local disk that this user may write to")
                    .cause(e));
        } catch (InterruptedException e) {
            throw Pause.interrupted(context, e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
