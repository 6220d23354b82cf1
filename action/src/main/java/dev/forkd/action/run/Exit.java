package dev.forkd.action.run;

/** How the program ends. */
public enum Exit {
    /** Everything was done; no command failed, or that was to be ignored. */
    OK(0),
    /** The command failed in at least one sandbox. */
    COMMAND_FAILED(1),
    /** An input is missing or wrong; nothing was started. */
    BAD_INPUT(2),
    /** The controller or a sandbox did not do its part. */
    NOT_DONE(3),
    /** The launcher found no Java, or no program to run with it. */
    NO_JAVA(4),
    /** Cancelled; what had been started was deleted. */
    CANCELLED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /**
     * Tells the number.
     *
     * @return the exit code of the process
     */
    public int code() {
        return code;
    }
}
