package dev.forkd.local.fault;

import java.time.Duration;

/** What goes wrong with a request that a {@link FaultRule} matches. */
public sealed interface Effect {

    /**
     * The operation is not carried out; an error is answered in its place.
     *
     * @param status HTTP status
     * @param error text of the error
     */
    record Fail(int status, String error) implements Effect {}

    /**
     * The operation is carried out, and an error is answered all the same ("done, verify", contract 2.4).
     *
     * @param status HTTP status
     * @param error text of the error
     */
    record DoThenFail(int status, String error) implements Effect {}

    /**
     * Any answer, in place of the operation.
     *
     * @param status HTTP status
     * @param contentType type of the body
     * @param body the body
     */
    record Answer(int status, String contentType, String body) implements Effect {}

    /**
     * The operation starts later.
     *
     * @param by how much
     */
    record Delay(Duration by) implements Effect {}

    /** No answer is ever given, until the controller closes. */
    record Hang() implements Effect {}

    /** The operation is not carried out, and the connection is closed without an answer. */
    record Drop() implements Effect {}

    /** The operation is carried out, and the connection is closed without an answer. */
    record DoThenDrop() implements Effect {}

    /** From this request on nothing is answered any more, on any route, until the controller closes. */
    record StopAnswering() implements Effect {}

    /** The daemon restarts: every sandbox is gone, snapshots stay, this request's connection is closed. */
    record Restart() implements Effect {}

    /** The sandbox of this request dies before the operation, which then finds a dead VM. */
    record KillSandbox() implements Effect {}

    /**
     * The sandbox of this request dies while the operation runs.
     *
     * @param after how long after its start
     */
    record KillSandboxDuring(Duration after) implements Effect {}

    /** The agent of this request's sandbox stops listening: connections are refused from now on. */
    record StopAgent() implements Effect {}

    /**
     * The first sandboxes of a create call never answer, although it says 201 (contract 5.3).
     *
     * @param count how many of them
     */
    record MuteFirst(int count) implements Effect {}

    /**
     * A create call makes fewer sandboxes than it was asked for, as newer controllers may.
     *
     * @param count how many it makes at most
     */
    record AtMost(int count) implements Effect {}

    /**
     * A branch fails with 500, removes the tag and leaves the source paused (contract 8.5).
     *
     * @param error text after {@code branch: }
     */
    record FailLeavingPaused(String error) implements Effect {}

    /**
     * What happens when the client of a branch disconnects (contract 8.5): the connection is closed, the source is
     * killed but stays listed, the tag's files are there but it is not registered. Only this fault brings it about:
     * the JDK's HTTP server cannot notice that a client is gone before it writes the answer.
     */
    record DisconnectDuringBranch() implements Effect {}

    /** A list of snapshots shows every tag twice, as the baseline does for {@code wait:false} (contract 4.2). */
    record ListTwice() implements Effect {}
}
