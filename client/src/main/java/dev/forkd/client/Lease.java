package dev.forkd.client;

import java.io.IOException;
import java.util.UUID;

/**
 * The record of what must be deleted one day, kept in a file so that it survives this process. The file is locked
 * while this object is open; once the lock is free, {@link Leases#sweep} takes the owner for dead and cleans up.
 * Thread-safe. The methods throw {@link InvalidRequestException} if the file cannot be written: then do not go on,
 * because what would be made could not be deleted after a crash.
 */
public final class Lease implements AutoCloseable {
    private final LeaseFile file;

    Lease(LeaseFile file) {
        this.file = file;
    }

    /**
     * Records a sandbox, right after it was spawned.
     *
     * @param id its id
     */
    public void recordSandbox(String id) {
        Checks.id("recording a sandbox", id);
        add(LeaseRecord.of("sandbox", id));
    }

    /**
     * Records a tag, before the branch that makes it.
     *
     * @param tag its name
     */
    public void recordTag(String tag) {
        Checks.tag("recording a tag", tag);
        add(LeaseRecord.of("tag", tag));
    }

    /**
     * Records that sandboxes are about to be spawned, whose ids are not known yet.
     *
     * @param snapshotTag the tag to be spawned from
     * @param n how many
     * @return a name for {@link #resolvePendingSpawn}
     */
    public String recordPendingSpawn(String snapshotTag, int n) {
        Checks.tag("recording a spawn", snapshotTag);
        String name = UUID.randomUUID() + "-" + n;
        add(new LeaseRecord("spawn", name, null, null, snapshotTag));
        return name;
    }

    /**
     * Records that a spawn has failed for certain, or that its sandboxes are recorded.
     *
     * @param pending what {@link #recordPendingSpawn} returned
     */
    public void resolvePendingSpawn(String pending) {
        add(LeaseRecord.of("spawn-gone", pending));
    }

    /**
     * Removes a sandbox that was confirmed to be deleted.
     *
     * @param id its id
     */
    public void forgetSandbox(String id) {
        add(LeaseRecord.of("sandbox-gone", id));
    }

    /**
     * Removes a tag that was confirmed to be deleted.
     *
     * @param tag its name
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

    /** Ends the ownership. The file is removed if nothing is left in it; else a later sweep deletes what it names. */
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
