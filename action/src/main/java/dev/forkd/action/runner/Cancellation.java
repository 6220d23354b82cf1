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
 * The wish that this program ends: a signal, the end of the launcher, or the marker file that {@code post} writes.
 * Whoever starts something asks first; whoever waits, waits for this too. Thread-safe.
 */
public final class Cancellation {
    private static final long MARKER_POLL_MILLIS = 500;

    /** The runner gives ten seconds, but after those this program may still live on: as an orphan until the job ends. */
    private static final long LONGEST_CLEANUP_SECONDS = 240;

    private final AtomicReference<String> reason = new AtomicReference<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Makes one that nobody wishes yet. */
    public Cancellation() {}

    /**
     * Asks for the end.
     *
     * @param why the first one counts
     */
    public void request(String why) {
        synchronized (reason) {
            reason.compareAndSet(null, why);
            reason.notifyAll();
        }
    }

    /**
     * Tells whether and why it was asked for.
     *
     * @return the reason
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }

    /**
     * Tells whether it was asked for.
     *
     * @return {@code true} from then on
     */
    public boolean requested() {
        return reason.get() != null;
    }

    /**
     * Waits until somebody asks for the end.
     *
     * @param millis at most so long
     * @return whether it was asked for
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
     * Does something as soon as somebody asks for the end, on a thread of its own.
     *
     * @param action usually deletes what others wait for
     * @return calls it off when it is closed, or waits until it is done
     */
    public Watch whenRequested(Runnable action) {
        return new Watch(action);
    }

    /** Waits for the wish. */
    public final class Watch implements AutoCloseable {
        private final Runnable action;
        private boolean over;

        private Watch(Runnable action) {
            this.action = action;
            daemon("stop watch", () -> {
                try {
                    while (!over() && !await(MARKER_POLL_MILLIS)) {
                        // One of the two happens.
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

    /** Tells that the work is over and cleaned up, so that a signal need not wait for it any longer. */
    public void finished() {
        finished.countDown();
    }

    /** Listens to signals: the JVM ends only when {@link #finished()} was called, or after a limit. */
    public void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            request("a signal asked for it");
            try {
                boolean ignored = finished.await(LONGEST_CLEANUP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /**
     * Listens to the launcher's end.
     *
     * @param lifeline stays open as long as the launcher lives
     */
    public void onEndOf(InputStream lifeline) {
        daemon("launcher watch", () -> {
            try {
                while (lifeline.read() >= 0) {
                    // Nothing more is expected.
                }
            } catch (IOException e) {
                // As good as the end.
            }
            request("the step was cancelled, or its launcher is gone");
        });
    }

    /**
     * Listens to a file.
     *
     * @param marker asks for the end when it exists
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
