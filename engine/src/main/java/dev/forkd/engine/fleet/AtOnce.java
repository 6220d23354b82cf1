package dev.forkd.engine.fleet;

import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.engine.host.RunFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does something with several controllers at once, so that a slow one delays no other. */
public final class AtOnce {

    private static final long ENDS_WITHIN_SECONDS = 60;

    private AtOnce() {}

    /**
     * What became of one call.
     *
     * @param <R> the kind of result
     * @param result what it returned; null if it failed
     * @param failure why it failed; null if it did not
     */
    public record Outcome<R>(@Nullable R result, @Nullable RuntimeException failure) {}

    /**
     * Makes all calls; a single one on this thread. Failures of a controller are outcomes, all else is thrown.
     *
     * @param <R> the kind of result
     * @param what name for the threads
     * @param calls the calls
     * @return the outcomes, in the order of the calls
     * @throws InterruptedException if interrupted; calls that had begun were interrupted too
     */
    public static <R> List<Outcome<R>> call(String what, List<Callable<R>> calls) throws InterruptedException {
        if (calls.size() == 1) {
            return List.of(outcome(calls.get(0)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(calls.size(), task -> {
            Thread thread = new Thread(task, "forkd-" + what);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Outcome<R>>> begun = new ArrayList<>();
            calls.forEach(call -> begun.add(threads.submit(() -> outcome(call))));
            List<Outcome<R>> outcomes = new ArrayList<>();
            for (Future<Outcome<R>> future : begun) {
                outcomes.add(result(future));
            }
            return outcomes;
        } finally {
            // What they have opened is closed by the caller, which must not happen while they still open it.
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <R> Outcome<R> outcome(Callable<R> call) throws InterruptedException {
        try {
            return new Outcome<>(call.call(), null);
        } catch (InterruptedOperationException | InterruptedException e) {
            throw interruption(e);
        } catch (ForkdException | RunFailedException e) {
            return new Outcome<>(null, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return new Outcome<>(null, new RunFailedException(String.valueOf(e.getMessage()), e));
        }
    }

    /** The client leaves the flag set when it is interrupted; the exception takes the flag's place. */
    private static InterruptedException interruption(Exception cause) {
        Thread.interrupted();
        InterruptedException interruption = new InterruptedException(cause.getMessage());
        interruption.initCause(cause);
        return interruption;
    }

    private static <R> Outcome<R> result(Future<Outcome<R>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
