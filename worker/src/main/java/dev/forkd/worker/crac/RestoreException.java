package dev.forkd.worker.crac;

/** Reports that a copy cannot go on. */
@SuppressWarnings("serial")
public class RestoreException extends Exception {

    /** Makes an exception without a message, as the class in {@code org.crac} does. */
    public RestoreException() {}
}
