package dev.forkd.local.api;

import java.util.HashSet;
import java.util.Set;

/** Limits how many branches run at the same time; there is no queue (contract 8.6). */
final class BranchSlots {
    private final int capacity;
    private final Set<String> tags = new HashSet<>();

    BranchSlots(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    synchronized int taken() {
        return tags.size();
    }

    /** Takes a slot for the tag, or refuses with 503 or 409. */
    synchronized void take(String tag) {
        if (tags.size() >= capacity) {
            // The real controller always says 4, whatever its limit is.
            throw Json.failure(503, "too many concurrent branches (4); retry later");
        }
        if (!tags.add(tag)) {
            throw Json.failure(409, "branch for tag '" + tag + "' is already in progress; retry once it completes");
        }
    }

    synchronized void release(String tag) {
        tags.remove(tag);
    }
}
