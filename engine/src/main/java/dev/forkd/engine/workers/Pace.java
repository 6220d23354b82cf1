package dev.forkd.engine.workers;

/** How fast a worker is, which says how much it is granted ahead. Used by one thread at a time. */
final class Pace {

    /** How much work, in microseconds, is granted ahead: more than the time that it takes to grant more. */
    private static final long AHEAD_MICROS = 1_000_000;

    /**
     * Even if few units are left, short ones are granted ahead for this time, in microseconds, so that the worker need
     * not wait for the next one.
     */
    private static final long BRIDGE_MICROS = 150_000;

    private long micros;
    private long cost;

    /** Notes how long a unit took. */
    void ended(long itsMicros, long itsCost) {
        micros += Math.max(1, itsMicros);
        cost += itsCost;
    }

    /** Tells whether no unit has ended yet. */
    boolean isUnknown() {
        return micros == 0;
    }

    /**
     * Returns how much work may be granted ahead. Near the end that is only as much as bridges the time until more can
     * be granted, because other workers may become idle earlier.
     *
     * @param plenty how much a worker may hold at most, while much is left
     * @return a sum of costs
     */
    long ahead(long plenty) {
        return isUnknown()
                ? plenty / 2
                : Math.max(Math.min(plenty, AHEAD_MICROS * cost / micros), BRIDGE_MICROS * cost / micros);
    }
}
