package dev.forkd.action.run;

/** The exit codes of the program. */
public enum Exit {
    /** Everything was done, and no command failed, or failures are ignored. */
    OK(0),
    /** The command failed in at least one sandbox. */
    COMMAND_FAILED(1),
    /** An input is missing or wrong; no sandbox was started. */
    BAD_INPUT(2),
    /** The controller or a sandbox did not do its part, so there is no complete result. */
    NOT_DONE(3),
    /** The launcher found no Java, or no program to run with it. */
    NO_JAVA(4),
    /** The run was cancelled, and what had been started was deleted. */
    CANCELLED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /**
     * Returns the number.
     *
     * @return the exit code of the process
     */
    public int code() {
        return code;
    }
}
