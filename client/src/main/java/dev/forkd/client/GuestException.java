package dev.forkd.client;

/** The sandbox answers, but an operation in its guest failed. {@link #reason()} tells how. */
public final class GuestException extends ForkdException {
    /** What went wrong in the guest. */
    public enum Reason {
        /** The program or its working directory is missing, or the guest could not start it (contract 6.2). */
        NOT_STARTED,
        /** The script did not finish in time. */
        TIMED_OUT,
        /** A shell or a supervisor was killed, for example because the guest ran out of memory. */
        KILLED,
        /** A script of this client failed in the guest. */
        FAILED,
        /** A file's content differs from its digest: it was damaged on its way, or changed while it was read. */
        DIGEST_MISMATCH,
        /** The guest's memory file system is full (contract 7.4). */
        NO_SPACE,
        /** The file is larger than the caller's limit. */
        TOO_LARGE,
        /** The guest has no directory that may be written to (contract 7.3). */
        NO_WORK_DIRECTORY,
        /** The process has already ended, so it takes no more input. */
        ENDED
    }

    private final Reason reason;

    GuestException(Reason reason, Failure failure) {
        super(failure);
        this.reason = reason;
    }

    /**
     * Returns the kind of failure.
     *
     * @return the kind of failure
     */
    public Reason reason() {
        return reason;
    }
}
