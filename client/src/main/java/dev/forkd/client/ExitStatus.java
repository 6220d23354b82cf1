package dev.forkd.client;

import java.time.Duration;

/** How a {@link RemoteProcess} ended. */
public sealed interface ExitStatus {
    /**
     * It ended by itself. Shells do not report deaths by SIGINT and SIGPIPE, so those appear here as 130 and 141.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ExitStatus {}

    /**
     * A signal killed it that did not come from this client.
     *
     * @param number the signal's number in the guest, for example 9 when its memory ran out
     */
    record Signaled(int number) implements ExitStatus {}

    /**
     * It was killed because its deadline had passed.
     *
     * @param deadline what it had been given
     */
    record DeadlineExceeded(Duration deadline) implements ExitStatus {}

    /** It was killed by {@link RemoteProcess#kill}. */
    record Killed() implements ExitStatus {}

    /** It was killed because nobody polled it for as long as its command allows. */
    record Abandoned() implements ExitStatus {}

    /**
     * Tells whether it ended by itself with exit code 0.
     *
     * @return {@code true} for {@code Exited(0)} only
     */
    default boolean successful() {
        return this instanceof Exited exited && exited.code() == 0;
    }
}
