package dev.forkd.client;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tracks, over all calls of a client, for how long the controller has been refusing or cutting connections, and decides
 * whether to try again. It gives notice once when such an outage begins and once when it ends. Thread-safe.
 *
 * <p>If the controller has never answered, the address is probably wrong, so nothing is tried again.
 */
final class Outage {
    private static final RetryPolicy.Backoff BACK_OFF =
            RetryPolicy.Backoff.doubling(Duration.ofMillis(50), Duration.ofSeconds(1));

    /** Another call's answer ends an outage; so a call that is never answered needs a limit of its own. */
    private static final int MAX_FOR_ONE_CALL = 10;

    /** A connection that held for this part of the patience was one, even if it is then cut without an answer. */
    private static final int HELD = 6;

    private final String controller;
    private final Duration patience;
    private final Consumer<String> notices;
    private boolean answeredBefore;
    private long since;
    private long lastFailure;
    private boolean lasting;

    Outage(String controller, Duration patience, Consumer<String> notices) {
        this.controller = controller;
        this.patience = patience;
        this.notices = notices;
    }

    /** For calls that may be made twice. */
    RetryPolicy.Rule disconnected() {
        return disconnected(Duration.ZERO);
    }

    /**
     * For calls that may be made twice, and whose answer takes long.
     *
     * @param takes how long; the connection may be cut at any time meanwhile
     */
    RetryPolicy.Rule disconnected(Duration takes) {
        return RetryPolicy.Rule.within(patience.multipliedBy(MAX_FOR_ONE_CALL).plus(takes), BACK_OFF, this::bears);
    }

    /** For calls that must not be made twice: only a request that was never sent is sent again. */
    RetryPolicy.Rule unsent() {
        return RetryPolicy.Rule.within(
                patience.multipliedBy(MAX_FOR_ONE_CALL),
                BACK_OFF,
                failure -> failure instanceof UnreachableException unreachable
                        && unreachable.kind() == UnreachableException.Kind.REFUSED
                        && bears(failure));
    }

    /** Tells whether a repeatable call should be tried again. */
    private boolean bears(ForkdException failure) {
        if (!(failure instanceof UnreachableException unreachable) || !unreachable.disconnected()) {
            return false;
        }
        boolean first;
        synchronized (this) {
            if (!answeredBefore || patience.isZero()) {
                return false;
            }
            long now = System.nanoTime();
            first = !lasting;
            if (first) {
                since = now;
                lasting = true;
            }
            lastFailure = now;
            if (now - since > patience.toNanos()) {
                return false;
            }
        }
        if (first) {
            say("The controller at " + controller + " refuses or cuts connections; trying again for "
                    + seconds(patience));
        }
        return true;
    }

    /** Notes that a connection was cut after a while, so that this is not the outage that there was before it. */
    synchronized void cutAfter(Duration held) {
        if (held.compareTo(patience.dividedBy(HELD)) > 0) {
            lasting = false;
        }
    }

    void say(String notice) {
        notices.accept(notice);
    }

    /** Notes that an answer came, whatever its status. */
    void answered() {
        Duration lasted;
        synchronized (this) {
            answeredBefore = true;
            if (!lasting) {
                return;
            }
            lasting = false;
            lasted = Duration.ofNanos(lastFailure - since);
        }
        say("The controller at " + controller + " answers again, after " + seconds(lasted));
    }

    private static String seconds(Duration duration) {
        return String.format(java.util.Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
