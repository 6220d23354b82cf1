package dev.forkd.local.sandbox;

/** How a command in a sandbox ended, as the guest's agent would see it (contract 6.2). */
public sealed interface ExecOutcome {

    /**
     * The command ended by itself or by a signal.
     *
     * @param stdout what it printed, decoded as UTF-8 with replacement
     * @param stderr what it printed on its error stream, likewise
     * @param exitCode its exit code, or minus the number of the signal
     */
    record Finished(String stdout, String stderr, int exitCode) implements ExecOutcome {}

    /**
     * The agent could not run the command to its end: it timed out, was missing, or could not be started. The
     * controller passes on no more than exit code 1 and empty output.
     */
    record AgentError() implements ExecOutcome {}

    /** The sandbox died or was deleted while the command ran. */
    record SandboxDied() implements ExecOutcome {}

    /** The command printed more than the controller is willing to hold in memory. */
    record TooMuchOutput() implements ExecOutcome {}
}
