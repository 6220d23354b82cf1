package dev.forkd.local.fault;

import java.time.Duration;

/** A fault: what goes wrong with a request that a {@link FaultRule} matches. */
public sealed interface Effect {

    /**
     * The operation is not carried out; the answer is an error.
     *
     * @param status HTTP status
     * @param error the error message
     */
    record Fail(int status, String error) implements Effect {}

    /**
     * The operation is carried out, but the answer is still an error ("done, verify", contract 2.4).
     *
     * @param status HTTP status
     * @param error the error message
     */
    record DoThenFail(int status, String error) implements Effect {}

    /**
     * The operation is not carried out; the answer is any given one.
     *
     * @param status HTTP status
     * @param contentType type of the body
     * @param body the body
     */
    record Answer(int status, String contentType, String body) implements Effect {}

    /**
     * The operation starts late.
     *
     * @param by the delay
     */
    record Delay(Duration by) implements Effect {}

    /** The request is never answered, until the controller closes. */
    record Hang() implements Effect {}

    /** The operation is not carried out, and the connection is closed without an answer. */
    record Drop() implements Effect {}

    /** The operation is carried out, and the connection is closed without an answer. */
    record DoThenDrop() implements Effect {}

    /** From this request on no request is answered any more, on any route, until the controller closes. */
    record StopAnswering() implements Effect {}

    /** The controller restarts: every sandbox is gone, snapshots stay, and this request's connection is closed. */
    record Restart() implements Effect {}

    /** The request's sandbox dies before the operation, which then meets a dead VM. */
    record KillSandbox() implements Effect {}

    /**
     * The request's sandbox dies while the operation runs.
     *
     * @param after the time from the operation's start to the sandbox's death
     */
    record KillSandboxDuring(Duration after) implements Effect {}

    /** The agent of the request's sandbox stops listening: connections are refused from now on. */
    record StopAgent() implements Effect {}

    /**
     * The first sandboxes of a create call never answer, although the call succeeds with status 201 (contract 5.3).
     *
     * @param count how many sandboxes stay silent
     */
    record MuteFirst(int count) implements Effect {}

    /**
     * A create call makes fewer sandboxes than were asked for, as newer controllers may.
     *
     * @param count the most sandboxes that it makes
     */
    record AtMost(int count) implements Effect {}

    /**
     * A branch fails with 500, removes the tag and leaves the source paused (contract 8.5).
     *
     * @param error the error message, without its prefix {@code branch: }
     */
    record FailLeavingPaused(String error) implements Effect {}

    /**
     * What happens when the client of a branch disconnects (contract 8.5): the connection is closed, the source is
     * killed but stays listed, and the tag's files exist although the tag is not registered. Only this fault produces
     * that, because the JDK's HTTP server cannot notice that a client is gone before it writes the answer.
     */
    record DisconnectDuringBranch() implements Effect {}

    /** The list of snapshots contains every tag twice, as the baseline does for {@code wait:false} (contract 4.2). */
    record ListTwice() implements Effect {}
}
