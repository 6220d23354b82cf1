package dev.forkd.action.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells when this program must end: after a signal, when the launcher has ended, or when the post step has written its
 * marker file. Code checks this before it starts anything, and includes it in every wait. Thread-safe.
 */
public final class Cancellation {
    private static final long MARKER_POLL_MILLIS = 500;

    /**
     * The runner allows ten seconds after a signal. After that this program can still live on as an orphan until the
     * job ends.
     */
    private static final long MAX_CLEANUP_SECONDS = 240;

    private final AtomicReference<String> reason = new AtomicReference<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Makes an object for a program that nobody has asked to end. */
    public Cancellation() {}

    /**
     * Asks the program to end.
     *
     * @param why the reason; only the first one counts
     */
    public void request(String why) {
        synchronized (reason) {
            reason.compareAndSet(null, why);
            reason.notifyAll();
        }
    }

    /**
     * Returns the reason why the program must end.
     *
     * @return the reason, or empty if nobody has asked for it
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }

    /**
     * Tells whether the program must end.
     *
     * @return {@code true} once anybody has asked for it
     */
    public boolean requested() {
        return reason.get() != null;
    }

    /**
     * Waits until the program must end.
     *
     * @param millis the longest wait in milliseconds
     * @return whether it must end
     * @throws InterruptedException if interrupted
     */
    public boolean await(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (reason) {
            while (reason.get() == null) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                reason.wait(left);
            }
            return true;
        }
    }

    /**
     * Runs an action as soon as the program must end, on a thread of its own.
     *
     * @param action usually deletes sandboxes that other threads are waiting for
     * @return closing it prevents the action or, if it is running, waits for it
     */
    public Watch whenRequested(Runnable action) {
        return new Watch(action);
    }

    /** Waits for a request to end and then runs an action. */
    public final class Watch implements AutoCloseable {
        private final Runnable action;
        private boolean over;

        private Watch(Runnable action) {
            this.action = action;
            daemon("stop watch", () -> {
                try {
                    while (!over() && !await(MARKER_POLL_MILLIS)) {
                        // Wait until this is closed or the program must end.
                    }
                    act();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private synchronized boolean over() {
            return over;
        }

        private synchronized void act() {
            if (!over) {
                over = true;
                action.run();
            }
        }

        @Override
        public synchronized void close() {
            over = true;
        }
    }

    /** Tells that the work is done and everything is cleaned up, so that a signal need not wait any longer. */
    public void finished() {
        finished.countDown();
    }

    /** Reacts to signals: the JVM then ends only after {@link #finished()} was called, or after a time limit. */
    public void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            request("a signal asked for it");
            try {
                boolean ignored = finished.await(MAX_CLEANUP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /**
     * Reacts to the launcher's end.
     *
     * @param lifeline a stream that stays open as long as the launcher lives
     */
    public void onEndOf(InputStream lifeline) {
        daemon("launcher watch", () -> {
            try {
                while (lifeline.read() >= 0) {
                    // The launcher sends nothing more; ignore any bytes.
                }
            } catch (IOException e) {
                // A failure means that the stream has ended.
            }
            request("the step was cancelled, or its launcher is gone");
        });
    }

    /**
     * Reacts to a file.
     *
     * @param marker the program must end once this file exists
     */
    public void onFile(Path marker) {
        daemon("marker watch", () -> {
            try {
                while (!await(MARKER_POLL_MILLIS)) {
                    if (Files.exists(marker)) {
                        request("the post step asked for it");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "forkd " + name);
        thread.setDaemon(true);
        thread.start();
    }
}
