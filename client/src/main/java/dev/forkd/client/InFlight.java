package dev.forkd.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Sends calls that do not depend on each other while the caller prepares the next one. Only a few are under way at a
 * time, which bounds the memory for what they carry. Used by one thread.
 */
final class InFlight implements AutoCloseable {
    private static final int MAX = 2;

    private final Deque<Future<?>> calls = new ArrayDeque<>();
    private final Supplier<Failure> context;
    private final ExecutorService threads;

    /**
     * Makes it without calls.
     *
     * @param name of the threads
     * @param context describes the operation for which calls are sent, in case it is interrupted
     */
    InFlight(String name, Supplier<Failure> context) {
        this.context = context;
        this.threads = Executors.newFixedThreadPool(MAX, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Sends a call as soon as there is room; throws the failure of an earlier call, if one has failed. */
    void send(Runnable call) {
        while (calls.size() >= MAX) {
            awaitFirst();
        }
        calls.add(threads.submit(call));
    }

    /** Waits until all calls have ended. */
    void await() {
        while (!calls.isEmpty()) {
            awaitFirst();
        }
    }

    private void awaitFirst() {
        try {
            calls.remove().get();
        } catch (InterruptedException e) {
            throw Pause.interrupted(context.get(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Gives up calls that are under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
