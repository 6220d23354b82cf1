package dev.forkd.worker;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The host's decisions about the units of one plan: which run in this worker, and which in others. A thread that needs
 * a decision asks for it and waits. Thread-safe.
 */
final class Grants {

    private static final long LOOK_AGAIN_SECONDS = 1;

    private final Consumer<String> ask;
    private final Map<String, Boolean> decided = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    /** How to treat the units without a decision of their own. */
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

    /** For a plan whose units are all granted. */
    static Grants all() {
        return new Grants(Rest.GRANTED, unit -> {});
    }

    /**
     * For a plan whose units are granted or refused one by one.
     *
     * @param ask tells the host that a unit is waiting for a decision
     */
    static Grants none(Consumer<String> ask) {
        return new Grants(Rest.OPEN, ask);
    }

    /** Tells whether the host has granted all units from the start. */
    synchronized boolean complete() {
        return rest == Rest.GRANTED;
    }

    synchronized void decide(Collection<String> units, boolean granted) {
        units.forEach(unit -> decided.putIfAbsent(unit, granted));
        notifyAll();
    }

    /** Refuses all units that are not decided yet; the host will grant nothing more. */
    synchronized void seal() {
        if (rest == Rest.OPEN) {
            rest = Rest.REFUSED;
            notifyAll();
        }
    }

    /** Tells whether a unit was refused, because another worker runs it. */
    synchronized boolean refused(String unit) {
        return !decided.getOrDefault(unit, rest != Rest.REFUSED);
    }

    /**
     * Waits until it is decided whether this worker runs a unit. The wait ends at the latest when the worker's input
     * ends. An interrupt does not end it; the flag is set again afterwards.
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
