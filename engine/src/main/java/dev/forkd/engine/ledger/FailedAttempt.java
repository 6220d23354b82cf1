package dev.forkd.engine.ledger;

import dev.forkd.worker.protocol.ThrowableData;

/**
 * A failure of a test in an attempt that was followed by another one.
 *
 * @param number the number of the attempt, beginning with 1
 * @param failure the failure
 */
public record FailedAttempt(int number, ThrowableData failure) {}
