package dev.forkd.client;

import java.time.Duration;

/** How a {@link RemoteProcess} ended. */
public sealed interface ExitStatus {
    /**
     * The process ended by itself. Shells do not report deaths by SIGINT and SIGPIPE, so these appear as exit codes 130
     * and 141.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ExitStatus {}

    /**
     * The process was killed by a signal that this client did not send.
     *
     * @param number the signal's number in the guest, for example 9 when the guest ran out of memory
     */
    record Signaled(int number) implements ExitStatus {}

    /**
     * The process was killed because its deadline had passed.
     *
     * @param deadline the command's deadline
     */
    record DeadlineExceeded(Duration deadline) implements ExitStatus {}

    /** The process was killed by {@link RemoteProcess#kill}. */
    record Killed() implements ExitStatus {}

    /** The process was killed because nobody had polled it for as long as its command allows. */
    record Abandoned() implements ExitStatus {}

    /**
     * Tells whether the process ended by itself with exit code 0.
     *
     * @return {@code true} for {@code Exited(0)} only
     */
    default boolean successful() {
        return this instanceof Exited exited && exited.code() == 0;
    }
}
