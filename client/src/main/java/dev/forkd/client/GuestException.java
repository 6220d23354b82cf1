package dev.forkd.client;

/** The sandbox answers, but what was asked of its guest did not work. {@link #reason()} tells which kind. */
public final class GuestException extends ForkdException {
    /** What went wrong in the guest. */
    public enum Reason {
        /** The program or its working directory is missing, or the guest could not start it (contract 6.2). */
        NOT_STARTED,
        /** The guest did not finish within the time given. */
        TIMED_OUT,
        /** A shell or supervisor was killed, for example by the guest's out-of-memory killer. */
        KILLED,
        /** A script of this client failed in the guest. */
        FAILED,
        /** A file did not arrive as it was sent. */
        DIGEST_MISMATCH,
        /** The guest's memory file system is full (contract 7.4). */
        NO_SPACE,
        /** A file is larger than the caller's limit. */
        TOO_LARGE,
        /** The guest offers no place that may be written to (contract 7.3). */
        NO_WORK_DIRECTORY,
        /** The process had already ended, so it takes no more input. */
        ENDED
    }

    private final Reason reason;

    GuestException(Reason reason, Failure failure) {
        super(failure);
        this.reason = reason;
    }

    /**
     * Tells what went wrong.
     *
     * @return the kind of failure, for decisions in code
     */
    public Reason reason() {
        return reason;
    }
}
