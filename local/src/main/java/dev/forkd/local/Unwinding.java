package dev.forkd.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes the parts of a half-built object, last first, unless it was completed. */
final class Unwinding implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    void keep() {
        parts.clear();
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                // The exception that prevented completion is already on its way, and says more.
            }
        }
    }
}
