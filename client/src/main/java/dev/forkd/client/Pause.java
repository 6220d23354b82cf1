package dev.forkd.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sleeping and interrupts, handled in one way for the whole client. */
final class Pause {
    private Pause() {}

    static void of(Duration duration, Failure context) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(context, e);
        }
    }

    static InterruptedOperationException interrupted(Failure context, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new InterruptedOperationException(
                context.because("the calling thread was interrupted").cause(cause));
    }
}
