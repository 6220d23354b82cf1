package dev.forkd.worker.crac;

import java.util.ArrayList;
import java.util.List;

/**
 * The resources that are told about a checkpoint. Thread-safe.
 *
 * @param <R> the kind of resources
 */
public final class Context<R extends Resource> {

    private final List<R> resources = new ArrayList<>();

    Context() {}

    /**
     * Adds a resource.
     *
     * @param resource the resource; it is told about a checkpoint before those that were added earlier, and about the
     *     copy after them
     */
    public synchronized void register(R resource) {
        resources.add(resource);
    }

    synchronized List<R> all() {
        return List.copyOf(resources);
    }
}
