package dev.forkd.engine.workers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The clock for driving workers, and waiting by it. Tests use their own implementation. */
interface Ticker {

    /** The system's monotonic clock. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    };

    long nanos();

    void sleep(Duration duration) throws InterruptedException;

    default long micros() {
        return TimeUnit.NANOSECONDS.toMicros(nanos());
    }
}
