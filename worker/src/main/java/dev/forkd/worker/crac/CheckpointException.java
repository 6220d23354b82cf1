package dev.forkd.worker.crac;

/** Reports that there will be no checkpoint. */
@SuppressWarnings("serial")
public class CheckpointException extends Exception {

    /** Makes an exception without a message, as the class in {@code org.crac} does. */
    public CheckpointException() {}

    CheckpointException(String message) {
        super(message);
    }
}
