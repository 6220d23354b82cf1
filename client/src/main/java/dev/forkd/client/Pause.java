package dev.forkd.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one place where this client's threads sleep. */
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
