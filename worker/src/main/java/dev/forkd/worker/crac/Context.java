package dev.forkd.worker.crac;

import java.util.ArrayList;
import java.util.List;

/**
 * The resources that wait for a checkpoint. Thread-safe.
 *
 * @param <R> kind of resources
 */
public final class Context<R extends Resource> {

    private final List<R> resources = new ArrayList<>();

    Context() {}

    /**
     * Adds a resource.
     *
     * @param resource heard before those that were added earlier, and after them when the copy goes on
     */
    public synchronized void register(R resource) {
        resources.add(resource);
    }

    synchronized List<R> all() {
        return List.copyOf(resources);
    }
}
