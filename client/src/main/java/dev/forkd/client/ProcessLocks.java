package dev.forkd.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * File locks that also exclude the other threads of this process.
 *
 * <p>The operating system's locks belong to the process and not to the channel: closing any other channel on the same
 * file silently releases them. So this process may have at most one open channel per file. That holds for the whole
 * process, which is why the semaphores are static.
 */
final class ProcessLocks {
    private static final ConcurrentMap<Path, Semaphore> IN_PROCESS = new ConcurrentHashMap<>();
    private static final Duration POLL = Duration.ofMillis(25);

    private ProcessLocks() {}

    /** A held lock. Closing it removes the file, if that was asked for, and releases the lock. */
    record Held(FileChannel channel, Semaphore inProcess, @Nullable Path removed) implements AutoCloseable {
        Held removing(Path file) {
            return new Held(channel, inProcess, file);
        }

        @Override
        public void close() {
            try (channel) {
                if (removed != null) {
                    Files.deleteIfExists(removed);
                }
            } catch (IOException ignored) {
                // The lock ends with the file descriptor in any case, and nothing was buffered.
            } finally {
                inProcess.release();
            }
        }
    }

    /** Waits for a lock; empty if it is still taken when the time is over. */
    static Optional<Held> acquire(Path file, Duration within) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(within);
        Semaphore inProcess =
                IN_PROCESS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new Semaphore(1, true));
        if (!inProcess.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        Optional<Held> held = Optional.empty();
        try {
            held = acquireFile(file, inProcess, deadline);
            return held;
        } finally {
            if (held.isEmpty()) {
                inProcess.release();
            }
        }
    }

    private static Optional<Held> acquireFile(Path file, Semaphore inProcess, Deadline deadline)
            throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, options(), StateDirectory.ownerOnly("rw-------"));
        boolean locked = false;
        try {
            locked = tryUntil(channel, deadline);
            return locked ? Optional.of(new Held(channel, inProcess, null)) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static boolean tryUntil(FileChannel channel, Deadline deadline) throws IOException, InterruptedException {
        while (true) {
            if (tryLock(channel)) {
                return true;
            }
            if (deadline.passed()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(POLL.toNanos(), Math.max(1, deadline.remainingNanos())));
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // A copy of this class in the same process, loaded by another class loader, holds the lock.
            return false;
        }
    }

    private static Set<StandardOpenOption> options() {
        return EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
