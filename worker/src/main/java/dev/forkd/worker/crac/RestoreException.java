package dev.forkd.worker.crac;

/** A copy cannot go on. */
@SuppressWarnings("serial")
public class RestoreException extends Exception {

    /** Makes one without a message, as {@code org.crac} has it. */
    public RestoreException() {}
}
