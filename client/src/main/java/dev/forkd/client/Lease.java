package dev.forkd.client;

import java.io.IOException;
import java.util.UUID;

/**
 * The record of sandboxes and tags that must be deleted at some time, kept in a file so that it survives this process.
 * The file is locked while this object is open; once the lock is free, {@link Leases#sweep} takes the owner for dead
 * and cleans up. Thread-safe. The methods throw {@link InvalidRequestException} if the file cannot be written. Then
 * create nothing more: after a crash it could not be found and deleted.
 */
public final class Lease implements AutoCloseable {
    private final LeaseFile file;

    Lease(LeaseFile file) {
        this.file = file;
    }

    /**
     * Records a sandbox. Call this right after it was spawned.
     *
     * @param id the sandbox's id
     */
    public void recordSandbox(String id) {
        Checks.id("recording a sandbox", id);
        add(LeaseRecord.of("sandbox", id));
    }

    /**
     * Records a tag. Call this before the branch that makes it.
     *
     * @param tag the tag's name
     */
    public void recordTag(String tag) {
        Checks.tag("recording a tag", tag);
        add(LeaseRecord.of("tag", tag));
    }

    /**
     * Records that sandboxes are about to be spawned, whose ids are not known yet.
     *
     * @param snapshotTag the tag they are spawned from
     * @param n how many
     * @return the record's name, for {@link #resolvePendingSpawn}
     */
    public String recordPendingSpawn(String snapshotTag, int n) {
        Checks.tag("recording a spawn", snapshotTag);
        String name = UUID.randomUUID() + "-" + n;
        add(new LeaseRecord("spawn", name, null, null, snapshotTag));
        return name;
    }

    /**
     * Records that the outcome of a spawn is known: it failed, or its sandboxes have been recorded.
     *
     * @param pending the name that {@link #recordPendingSpawn} returned
     */
    public void resolvePendingSpawn(String pending) {
        add(LeaseRecord.of("spawn-gone", pending));
    }

    /**
     * Removes a sandbox. Call this when its deletion was confirmed.
     *
     * @param id the sandbox's id
     */
    public void forgetSandbox(String id) {
        add(LeaseRecord.of("sandbox-gone", id));
    }

    /**
     * Removes a tag. Call this when its deletion was confirmed.
     *
     * @param tag the tag's name
     */
    public void forgetTag(String tag) {
        add(LeaseRecord.of("tag-gone", tag));
    }

    private void add(LeaseRecord entry) {
        try {
            file.add(entry);
        } catch (IOException e) {
            throw Leases.unusable(file.path(), e);
        }
    }

    /**
     * Gives up the lease. Its file is removed if nothing is left in it; otherwise a later sweep deletes what it names.
     */
    @Override
    public void close() {
        try (file) {
            if (file.isEmpty()) {
                file.delete();
            }
        } catch (IOException e) {
            throw Leases.unusable(file.path(), e);
        }
    }
}
