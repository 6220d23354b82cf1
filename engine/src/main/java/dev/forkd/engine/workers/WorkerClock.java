package dev.forkd.engine.workers;

/** Converts times on a worker's clock into times on this JVM's. Used by one thread at a time. */
final class WorkerClock {
    private final Ticker ticker;
    private long offsetMicros;

    WorkerClock(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Begins anew with the time of an event that was read just now. */
    void set(long micros) {
        offsetMicros = offset(micros);
    }

    /**
     * Improves the estimate by the time of an event that was read just now. Events that were read soonest after they
     * were written give the best one.
     */
    void refine(long micros) {
        offsetMicros = Math.min(offsetMicros, offset(micros));
    }

    long here(long micros) {
        return micros + offsetMicros;
    }

    private long offset(long micros) {
        return ticker.micros() - micros;
    }
}
