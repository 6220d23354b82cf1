package dev.forkd.worker.crac;

/** There is no checkpoint. */
@SuppressWarnings("serial")
public class CheckpointException extends Exception {

    /** Makes one without a message, as {@code org.crac} has it. */
    public CheckpointException() {}

    CheckpointException(String message) {
        super(message);
    }
}
