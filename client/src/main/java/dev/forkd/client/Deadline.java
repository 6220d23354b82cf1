package dev.forkd.client;

import java.time.Duration;

/** A point in time on the monotonic clock, because the wall clock may jump. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + nanos(duration));
    }

    boolean passed() {
        return remainingNanos() <= 0;
    }

    long remainingNanos() {
        return end - System.nanoTime();
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** Limits the duration to a century, because a longer one would overflow. */
    private static long nanos(Duration duration) {
        Duration most = Duration.ofDays(36_500);
        return (duration.compareTo(most) > 0 ? most : duration).toNanos();
    }
}
