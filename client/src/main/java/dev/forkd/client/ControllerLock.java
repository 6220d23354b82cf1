package dev.forkd.client;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps the create and branch calls of this host from overlapping, separately for each controller: overlapping calls
 * can return sandboxes that never answer (contract 5.3). The lock covers all processes of this user that share the
 * state directory; it cannot cover clients on other hosts.
 */
final class ControllerLock {
    /** The file is sparse, since only its last byte is written: the size takes no disk space. */
    private static final int MAX_SIZE = 1 << 30;

    private final Path directory;
    private final Path file;
    private final Duration within;

    ControllerLock(Path stateDirectory, URI controller, Duration within) {
        this.directory = stateDirectory.resolve("locks");
        this.file = directory.resolve(sha256(ControllerUri.lockKey(controller)) + ".lock");
        this.within = within;
    }

    /**
     * Waits for the lock. Releasing it removes the lock file, so that files of forgotten controllers do not pile up. A
     * waiter may therefore have locked a file that was removed meanwhile; it checks that, and tries again.
     */
    ProcessLocks.Held acquire(Failure context) {
        Deadline deadline = Deadline.in(within);
        try {
            StateDirectory.create(directory);
            while (true) {
                ProcessLocks.Held held = ProcessLocks.acquire(file, deadline.remaining())
                        .orElseThrow(() -> new DeadlineException(context.because("another client of this controller"
                                        + " held its lock for more than " + within.toSeconds() + " s")
                                .advice("Find out which process holds " + file)));
                if (isCurrent(held)) {
                    return held.removing(file);
                }
                held.close();
            }
        } catch (IOException e) {
            throw new InvalidRequestException(context.because("the lock " + file + " cannot be used: " + e.getMessage())
                    .advice("Choose a state directory on a local disk that this user may write to")
                    .cause(e));
        } catch (InterruptedException e) {
            throw Pause.interrupted(context, e);
        }
    }

    /**
     * Tells whether the locked file is still the one at this path, by setting a random size and comparing. The file
     * cannot be opened a second time to read a mark from it, because closing the second channel would release the lock.
     */
    private boolean isCurrent(ProcessLocks.Held held) throws IOException {
        int size = ThreadLocalRandom.current().nextInt(1, MAX_SIZE);
        held.channel().truncate(0);
        held.channel().write(ByteBuffer.wrap(new byte[] {'\n'}), size - 1L);
        try {
            return Files.size(file) == size;
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            held.channel().truncate(0);
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
