package dev.forkd.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lease's file while it is locked. Lines of JSON are only ever appended, and each is forced to the disk before the
 * action that it announces. A line that was cut short by a crash is ignored. Thread-safe.
 */
final class LeaseFile implements AutoCloseable {
    private static final int MAX_SIZE = 16 << 20;

    private final Path path;
    private final ProcessLocks.Held lock;
    private final Set<String> sandboxes = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final Map<String, String> spawns = new LinkedHashMap<>();
    private @Nullable LeaseRecord opening;
    private int damaged;
    private boolean closed;

    private LeaseFile(Path path, ProcessLocks.Held lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Opens and locks a file; empty if another owner still holds the lock when the time is over. */
    static Optional<LeaseFile> open(Path path, Duration within) throws IOException, InterruptedException {
        ProcessLocks.Held lock = ProcessLocks.acquire(path, within).orElse(null);
        if (lock == null) {
            return Optional.empty();
        }
        var file = new LeaseFile(path, lock);
        boolean read = false;
        try {
            file.read();
            read = true;
            return Optional.of(file);
        } finally {
            if (!read) {
                lock.close();
            }
        }
    }

    private void read() throws IOException {
        FileChannel channel = lock.channel();
        if (channel.size() > MAX_SIZE) {
            throw new IOException(path + " is too large for a lease");
        }
        // Read through the locked channel, because closing another channel on the same file would release the lock.
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = channel.read(bytes);
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        boolean cutShort = !text.isEmpty() && !text.endsWith("\n");
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            // A record that a crash cut short announced an action that had not been started.
            readLine(lines.get(i), cutShort && i == lines.size() - 1);
        }
        if (cutShort) {
            // Ends the cut line, so that the next record starts on a line of its own.
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    private void readLine(String line, boolean unfinished) {
        try {
            LeaseRecord.parse(line).ifPresent(this::apply);
        } catch (MalformedException e) {
            if (!unfinished && !line.isEmpty()) {
                damaged++;
            }
        }
    }

    synchronized void add(LeaseRecord entry) throws IOException {
        if (closed) {
            throw new IllegalStateException("this lease was closed");
        }
        UninterruptedWriter.write(lock.channel(), entry.line().getBytes(StandardCharsets.UTF_8));
        apply(entry);
    }

    private void apply(LeaseRecord entry) {
        switch (entry.kind()) {
            case "open" -> opening = entry;
            case "sandbox" -> sandboxes.add(entry.name());
            case "sandbox-gone" -> sandboxes.remove(entry.name());
            case "tag" -> tags.add(entry.name());
            case "tag-gone" -> tags.remove(entry.name());
            case "spawn" -> spawns.put(entry.name(), String.valueOf(entry.tag()));
            case "spawn-gone" -> spawns.remove(entry.name());
            default -> {
                // A kind that only newer versions know; a newer version's sweep deals with it.
            }
        }
    }

    Path path() {
        return path;
    }

    synchronized Optional<LeaseRecord> opening() {
        return Optional.ofNullable(opening);
    }

    /** How many lines are unreadable, because of a damaged disk or a foreign program; what they named is unknown. */
    synchronized int damaged() {
        return damaged;
    }

    synchronized Set<String> sandboxes() {
        return new LinkedHashSet<>(sandboxes);
    }

    synchronized Set<String> tags() {
        return new LinkedHashSet<>(tags);
    }

    /** Spawns whose outcome is unknown: the tag they were spawned from, by the name of the spawn's record. */
    synchronized Map<String, String> spawns() {
        return new LinkedHashMap<>(spawns);
    }

    synchronized boolean isEmpty() {
        return sandboxes.isEmpty() && tags.isEmpty() && spawns.isEmpty();
    }

    Duration age() throws IOException {
        return Duration.between(Files.getLastModifiedTime(path).toInstant(), Instant.now());
    }

    synchronized void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            lock.close();
        }
    }
}
