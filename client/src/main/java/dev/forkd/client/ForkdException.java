package dev.forkd.client;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong between this client, a controller and a guest; each subclass is one kind of failure.
 *
 * <p>Each message says what failed, where, why (in the controller's own words, bounded in length and with control
 * characters replaced) and what to do about it. It never contains the token. Instances are immutable.
 */
public abstract sealed class ForkdException extends RuntimeException
        permits InvalidRequestException,
                UnauthorizedException,
                NotFoundException,
                ConflictException,
                CapacityException,
                ControllerException,
                UnreachableException,
                UnreadableAnswerException,
                GuestException,
                SandboxLostException,
                DeadlineException,
                InterruptedOperationException {

    private final String operation;
    private final @Nullable String sandbox;
    private final @Nullable Integer status;
    private final String why;

    ForkdException(Failure failure) {
        super(failure.message(), failure.cause());
        this.operation = failure.operation();
        this.sandbox = failure.sandbox();
        this.status = failure.status();
        this.why = failure.why();
    }

    /**
     * Names the operation that failed.
     *
     * @return for example {@code exec} or {@code upload}
     */
    public final String operation() {
        return operation;
    }

    /**
     * Names the sandbox that the operation was for.
     *
     * @return the sandbox's id, or empty when the operation concerned no single sandbox
     */
    public final Optional<String> sandbox() {
        return Optional.ofNullable(sandbox);
    }

    /** The reason alone, for use in another exception's message: nesting whole messages would make them unreadable. */
    final String why() {
        return why;
    }

    /**
     * Returns the HTTP status of the controller's answer.
     *
     * @return the status, or empty if there was no answer or its status was not the reason
     */
    public final OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
