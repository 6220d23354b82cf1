package dev.forkd.engine.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The entries of one unit that wait to be replayed, in order. Not thread-safe; guarded by {@link Ledger}. */
class Spool {

    private final Storage storage;
    private final Deque<Storage.Slot> slots = new ArrayDeque<>();

    Spool(Storage storage) {
        this.storage = storage;
    }

    /** Appends an entry; {@code line} is the event's encoded form. */
    void add(Entry entry, String line) {
        storage.put(entry, line, slots.peekLast()).ifPresent(slots::add);
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    @Nullable
    Entry poll() {
        Storage.Slot first = slots.peek();
        if (first == null) {
            return null;
        }
        Entry entry = storage.take(first);
        if (storage.isUsedUp(first)) {
            slots.remove();
        }
        return entry;
    }
}
