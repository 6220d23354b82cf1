package dev.forkd.engine.workers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time by which workers are driven: a clock that never jumps, and waiting for it. Tests have one of their own. */
interface Ticker {

    /** The machine's. */
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
