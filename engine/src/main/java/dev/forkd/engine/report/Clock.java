package dev.forkd.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time of a run: events carry the monotonic clock, while reports show the time of day. */
final class Clock {

    private static final double MILLIS = 1000;

    private final Instant start = Instant.now();
    private final LongSupplier micros;
    private final long startMicros;

    Clock() {
        this(Clock::micros);
    }

    Clock(LongSupplier micros) {
        this.micros = micros;
        this.startMicros = micros.getAsLong();
    }

    static long micros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    double now() {
        return seconds(micros.getAsLong());
    }

    /** Seconds since the start of the run, rounded down to milliseconds. */
    double seconds(long micros) {
        return Math.max(0, TimeUnit.MICROSECONDS.toMillis(micros - startMicros)) / MILLIS;
    }

    Instant instant(double seconds) {
        return start.plus(Duration.ofMillis(Math.round(seconds * MILLIS)));
    }
}
