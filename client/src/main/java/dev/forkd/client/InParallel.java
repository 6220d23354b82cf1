package dev.forkd.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Applies an action to several items at the same time, and waits for all of them even when some fail. */
final class InParallel {
    private static final int MAX_THREADS = 32;

    private InParallel() {}

    /** The result for one item; the failure is {@code null} if the action succeeded. */
    record Outcome<T>(T item, @org.jspecify.annotations.Nullable ForkdException failure) {}

    /**
     * Items whose turn has not come after {@code startWithin} fail. An interrupt does not end the wait: each action has
     * a time limit of its own, and returning early would leave sandboxes behind. The interrupt flag is set again
     * afterwards.
     */
    static <T> List<Outcome<T>> each(
            List<T> items, String what, Duration startWithin, java.util.function.Consumer<T> action) {
        Deadline deadline = Deadline.in(startWithin);
        return map(items, what, item -> {
            if (deadline.passed()) {
                return new Outcome<T>(
                        item,
                        new DeadlineException(Failure.of(what)
                                .because("its turn did not come within " + startWithin.toSeconds() + " s")
                                .advice("The others took too long; see what the controller is busy with")));
            }
            try {
                action.accept(item);
                return new Outcome<T>(item, null);
            } catch (ForkdException e) {
                return new Outcome<T>(item, e);
            }
        });
    }

    private static <T, R> List<R> map(List<T> items, String what, Function<T, R> action) {
        if (items.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MAX_THREADS, items.size()), task -> {
            var thread = new Thread(task, "forkd " + what);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                Callable<R> task = () -> action.apply(item);
                futures.add(threads.submit(task));
            }
            return results(futures);
        } finally {
            threads.shutdown();
        }
    }

    private static <R> List<R> results(List<Future<R>> futures) {
        boolean interrupted = false;
        List<R> results = new ArrayList<>();
        try {
            for (Future<R> future : futures) {
                while (true) {
                    try {
                        results.add(future.get());
                        break;
                    } catch (InterruptedException e) {
                        interrupted = true;
                    } catch (ExecutionException e) {
                        throw new IllegalStateException(e.getCause());
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return results;
    }
}
