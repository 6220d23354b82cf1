package dev.forkd.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Calls something again and again on a thread of its own, whatever tests do to that thread and to what it needs. */
final class Heart implements AutoCloseable {

    private final long periodNanos;
    private final Runnable beat;
    private final Thread thread = new Thread(this::run, "forkd-heartbeat");
    private volatile boolean closed;

    Heart(Duration period, Runnable beat) {
        this.periodNanos = period.toNanos();
        this.beat = beat;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long next = System.nanoTime() + periodNanos;
        while (!closed) {
            try {
                if (System.nanoTime() - next < 0) {
                    TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                } else {
                    next = System.nanoTime() + periodNanos;
                    beat.run();
                }
            } catch (Throwable e) {
                // A test has filled the heap or the disk, or interrupts or stops all threads. It may end that, and then
                // this JVM must not look dead.
            }
        }
    }

    /** Ends it; a call that has begun may go on. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
