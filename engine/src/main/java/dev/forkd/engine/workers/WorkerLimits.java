package dev.forkd.engine.workers;

import dev.forkd.engine.channel.OutputTail;
import dev.forkd.worker.protocol.Protocol;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker may take, by this machine's clock. Nothing that a worker reports gives it more time than it has. Not
 * thread-safe.
 */
final class WorkerLimits {

    private static final Duration MAX_SILENCE = Duration.ofMillis(30 * Protocol.HEARTBEAT_MILLIS);

    private final Duration startTimeout;
    private final Optional<Duration> unitTimeout;
    private final Ticker ticker;
    /** When each unit that runs was started, in microseconds. */
    private final Map<String, Long> starts = new HashMap<>();

    private boolean greeted;
    private boolean ready;
    private long lastSignNanos;
    /** How many commands it was sent, and of these, how many it must have read by its next heartbeats. */
    private long sent;

    private long toRead;
    private long toReadMicros;
    private boolean deaf;
    /** How many commands it has read, and of those that it was sent, the last one that what runs in it waits for. */
    private long read;

    private long awaited;
    /** When driving began, the worker got something to do, or a unit started or ended. */
    private long progressNanos;

    WorkerLimits(Duration startTimeout, Optional<Duration> unitTimeout, Ticker ticker) {
        this.startTimeout = startTimeout;
        this.unitTimeout = unitTimeout;
        this.ticker = ticker;
    }

    /** The worker is driven from now on. */
    void begin() {
        signOfLife();
        progress();
    }

    void signOfLife() {
        lastSignNanos = ticker.nanos();
    }

    /** The worker was sent a command. */
    void sent() {
        sent++;
        if (toRead == 0) {
            expectRead();
        }
    }

    /** What runs in the worker does not go on before it has read the last command. */
    void awaitsLast() {
        awaited = sent;
    }

    private void expectRead() {
        toRead = sent;
        toReadMicros = ticker.micros();
        deaf = false;
    }

    /** The worker says how many commands it had read at a moment. It may also not count them, or lie. */
    void hasRead(long commands, long micros) {
        read = commands;
        if (commands < 0 || commands >= sent) {
            toRead = 0;
            deaf = false;
        } else if (commands >= toRead) {
            expectRead();
        } else {
            deaf = micros - toReadMicros > TimeUnit.NANOSECONDS.toMicros(MAX_SILENCE.toNanos());
        }
    }

    private void progress() {
        progressNanos = ticker.nanos();
    }

    void greeted() {
        greeted = true;
    }

    /** The worker has opened its launcher session. That has a limit of its own, so the pause begins now. */
    void readied() {
        if (!ready) {
            ready = true;
            progress();
        }
    }

    boolean ready() {
        return ready;
    }

    /** The worker, which had nothing to do, was granted a unit. */
    void gotWork() {
        progress();
    }

    /** Only the first start of a unit counts, or a worker could put off its end for ever. */
    void started(String unit, long micros) {
        if (starts.putIfAbsent(unit, Math.min(micros, ticker.micros())) == null) {
            progress();
        }
    }

    /** Returns when the unit was started; null if it never was. */
    @Nullable
    Long ended(String unit) {
        progress();
        return starts.remove(unit);
    }

    /** The worker no longer has a unit, which it has not ended. */
    void dropped(String unit) {
        starts.remove(unit);
    }

    /** What runs was made to stand still, by us. That is not its time. */
    void stoodStill(long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        starts.replaceAll((unit, start) -> start + micros);
        toReadMicros += micros;
    }

    boolean runsUnit() {
        return !starts.isEmpty();
    }

    /**
     * Tells why the worker must be given up.
     *
     * @param unended the units that it has and that have not ended
     * @param lingers whether it has ended all units of its plans, and not the plans
     * @param ownLimit the limit that a unit's class sets itself
     * @return the limit that it has exceeded, as part of a sentence; empty if there is none
     */
    Optional<String> exceeded(Set<String> unended, boolean lingers, Function<String, Optional<Duration>> ownLimit) {
        return silence()
                .or(this::deafness)
                .or(() -> longUnit(unended, ownLimit))
                .or(() -> longPause(unended, ownLimit))
                .or(() -> lingers ? longEnd() : Optional.empty());
    }

    /** With a limit for classes, what comes after the last one is limited too, because other classes may wait for it. */
    private Optional<String> longEnd() {
        return unitTimeout
                .map(limit -> limit.plus(startTimeout.multipliedBy(2)))
                .filter(limit -> sinceProgress().compareTo(limit) > 0)
                .map(
                        limit -> "it has ended its classes, but not its plan for " + limit.toSeconds()
                                + " s (forkd.unit-timeout, and twice forkd.start-timeout-secs; does a TestExecutionListener hang?)");
    }

    private Optional<String> silence() {
        Duration silence = Duration.ofNanos(ticker.nanos() - lastSignNanos);
        if (!greeted && silence.compareTo(startTimeout) > 0) {
            return Optional.of("it did not start within " + startTimeout.toSeconds() + " s (forkd.start-timeout-secs)");
        }
        Duration toBeReady = startTimeout.multipliedBy(2);
        if (!ready && sinceProgress().compareTo(toBeReady) > 0) {
            return Optional.of("it lives, but was not ready within " + toBeReady.toSeconds()
                    + " s (twice forkd.start-timeout-secs; does a LauncherSessionListener hang?)");
        }
        return greeted && silence.compareTo(MAX_SILENCE) > 0
                ? Optional.of("it gave no sign of life for " + MAX_SILENCE.toSeconds() + " s")
                : Optional.empty();
    }

    /**
     * What it was not told it will not run, so others must. What it runs already may come to its end, or it would fail
     * although it does nothing wrong.
     */
    private Optional<String> deafness() {
        return ready && deaf && (!runsUnit() || read < awaited)
                ? Optional.of("it lives, but for " + MAX_SILENCE.toSeconds()
                        + " s has not read what it was told (was the process stopped that feeds its input?)")
                : Optional.empty();
    }

    private Optional<String> longUnit(Set<String> unended, Function<String, Optional<Duration>> ownLimit) {
        long now = ticker.micros();
        for (Map.Entry<String, Long> start : starts.entrySet()) {
            String unit = start.getKey();
            Optional<Duration> own = ownLimit.apply(unit);
            Optional<Duration> limit = own.or(() -> unitTimeout);
            if (unended.contains(unit)
                    && limit.isPresent()
                    && now - start.getValue()
                            > TimeUnit.NANOSECONDS.toMicros(limit.get().toNanos())) {
                return Optional.of("it ran " + OutputTail.clean(unit) + " longer than "
                        + limit.get().toSeconds() + " s ("
                        + (own.isPresent() ? "timeout of its @ForkdSandbox" : "forkd.unit-timeout") + ")");
            }
        }
        return Optional.empty();
    }

    /**
     * With a limit for classes, what a worker does between them, such as discovering the next ones, is limited too. If they
     * only have limits of their own, discovering them may take as long as a start in addition.
     */
    private Optional<String> longPause(Set<String> unended, Function<String, Optional<Duration>> ownLimit) {
        boolean pauses = ready && !unended.isEmpty() && starts.isEmpty();
        if (!pauses) {
            return Optional.empty();
        }
        if (unitTimeout.isPresent()) {
            return pausedLonger(unitTimeout.get(), "forkd.unit-timeout");
        }
        List<Duration> own =
                unended.stream().flatMap(unit -> ownLimit.apply(unit).stream()).toList();
        return own.size() < unended.size()
                ? Optional.empty()
                : pausedLonger(
                        Collections.max(own).plus(startTimeout.multipliedBy(2)),
                        "timeout of its @ForkdSandbox, and twice forkd.start-timeout-secs to discover it");
    }

    private Optional<String> pausedLonger(Duration limit, String setting) {
        return sinceProgress().compareTo(limit) > 0
                ? Optional.of("it has begun none of its classes for " + limit.toSeconds() + " s (" + setting + ")")
                : Optional.empty();
    }

    private Duration sinceProgress() {
        return Duration.ofNanos(ticker.nanos() - progressNanos);
    }
}
