package dev.forkd.worker;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the host has decided about the units of one plan: which of them this worker runs, and which others do. Who
 * needs to know before it is decided asks and waits. Thread-safe.
 */
final class Grants {

    private static final long LOOK_AGAIN_SECONDS = 1;

    private final Consumer<String> ask;
    private final Map<String, Boolean> decided = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    /** What becomes of the units that are not decided one by one. */
    private Rest rest;

    private enum Rest {
        OPEN,
        GRANTED,
        REFUSED
    }

    private Grants(Rest rest, Consumer<String> ask) {
        this.rest = rest;
        this.ask = ask;
    }

    /** Of a plan all of which is granted. */
    static Grants all() {
        return new Grants(Rest.GRANTED, unit -> {});
    }

    /**
     * Of a plan whose units are still to be decided.
     *
     * @param ask tells the host which unit waits
     */
    static Grants none(Consumer<String> ask) {
        return new Grants(Rest.OPEN, ask);
    }

    /** Whether the host has already granted everything. */
    synchronized boolean complete() {
        return rest == Rest.GRANTED;
    }

    synchronized void decide(Collection<String> units, boolean granted) {
        units.forEach(unit -> decided.putIfAbsent(unit, granted));
        notifyAll();
    }

    /** Nothing more will be granted. */
    synchronized void seal() {
        if (rest == Rest.OPEN) {
            rest = Rest.REFUSED;
            notifyAll();
        }
    }

    /** Whether it is decided that another worker runs a unit. */
    synchronized boolean refused(String unit) {
        return !decided.getOrDefault(unit, rest != Rest.REFUSED);
    }

    /**
     * Waits until it is decided who runs a unit. The host answers, or this JVM's input ends and with it the wait. A
     * test that left its thread interrupted changes nothing.
     */
    synchronized boolean mayRun(String unit) {
        boolean interrupted = false;
        try {
            while (rest == Rest.OPEN && !decided.containsKey(unit)) {
                if (asked.add(unit)) {
                    ask.accept(unit);
                }
                try {
                    TimeUnit.SECONDS.timedWait(this, LOOK_AGAIN_SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return decided.getOrDefault(unit, rest == Rest.GRANTED);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
