package dev.forkd.local.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The real controller's waits for answers that will never come (contract 5.2, 6.2, 6.9): scaled, and ended early when
 * the controller closes.
 */
final class Timers {
    private final double scale;
    private final CountDownLatch closing;

    Timers(double scale, CountDownLatch closing) {
        this.scale = scale;
        this.closing = closing;
    }

    /** Waits as long as the real controller would, times the scale. */
    void contract(Duration real) throws InterruptedException {
        exactly(Duration.ofNanos((long) (Math.min(real.toSeconds(), 86_400) * 1e9 * scale)));
    }

    /** Waits for exactly this time, unscaled. */
    void exactly(Duration duration) throws InterruptedException {
        if (!duration.isZero() && closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("closing");
        }
    }

    /** Waits until the controller closes. */
    void forever() throws InterruptedException {
        closing.await();
        throw new InterruptedException("closing");
    }
}
