package dev.forkd.local.sandbox;

/** The result of a command in a sandbox, as the guest's agent would see it (contract 6.2). */
public sealed interface ExecOutcome {

    /**
     * The command exited, or was killed by a signal.
     *
     * @param stdout the command's output, decoded as UTF-8 with replacement
     * @param stderr the command's error output, decoded in the same way
     * @param exitCode exit code, or the negated number of the signal
     */
    record Finished(String stdout, String stderr, int exitCode) implements ExecOutcome {}

    /**
     * The agent could not run the command to its end: the command timed out, was missing, or could not be started. The
     * controller reports only exit code 1 and empty output.
     */
    record AgentError() implements ExecOutcome {}

    /** The sandbox died or was deleted while the command ran. */
    record SandboxDied() implements ExecOutcome {}

    /** The command printed more than the controller holds in memory. */
    record TooMuchOutput() implements ExecOutcome {}
}
