package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets tests of Jupiter that fail stand still before their tear-down, so that the host can branch the sandbox while
 * everything is as the failure has left it. One test at a time. Thread-safe.
 */
final class Halts {

    /**
     * The host limits how long it takes to branch a sandbox. This limit is for a copy that nobody tells to go on: it
     * stays as it was while somebody looks at it, and does not stay for ever.
     */
    private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(8);

    private final EventWriter events;
    private final OutputCapture output;
    private final Map<String, Long> micros = new ConcurrentHashMap<>();
    private int left;
    /** The test that stands still. */
    private @Nullable String halted;

    Halts(EventWriter events, OutputCapture output) {
        this.events = events;
        this.output = output;
    }

    /** From now on this many tests may stand still. */
    synchronized void allow(int times) {
        left = times;
    }

    synchronized boolean allowed() {
        return left > 0;
    }

    /**
     * Watches the tests of a class.
     *
     * @param context the engine's context of the class; nothing happens if it is not one of Jupiter's
     * @param listened tells whether the host would hear that a test stands still
     */
    void watch(@Nullable Object context, BooleanSupplier listened) {
        if (allowed() && context != null) {
            FailedTests.register(context, test -> {
                if (listened.getAsBoolean()) {
                    halt(test);
                }
            });
        }
    }

    /** Waits until the host has branched the sandbox, if this test may stand still. */
    private synchronized void halt(String test) {
        boolean interrupted = await(() -> halted != null);
        if (left > 0) {
            left--;
            halted = test;
            long begin = System.nanoTime();
            output.flush();
            events.write(new WorkerEvent.Halted(test));
            interrupted |= await(() -> test.equals(halted));
            micros.put(test, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits while something holds. Returns whether the thread was interrupted meanwhile. */
    private synchronized boolean await(BooleanSupplier holds) {
        boolean interrupted = false;
        long end = System.nanoTime() + MAX_NANOS;
        while (holds.getAsBoolean() && System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    synchronized void goOn() {
        halted = null;
        notifyAll();
    }

    /** The host is gone, so nobody can be asked any more. */
    synchronized void end() {
        left = 0;
        goOn();
    }

    /** For how long a test stood still, in microseconds. It is asked once, when the test ends. */
    long microsOf(String test) {
        Long stood = micros.remove(test);
        return stood == null ? 0 : stood;
    }
}
