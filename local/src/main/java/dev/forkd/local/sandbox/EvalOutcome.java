package dev.forkd.local.sandbox;

/** The result of evaluating an expression (contract 6.8). */
public sealed interface EvalOutcome {

    /**
     * The expression has a value.
     *
     * @param text the value's {@code repr()}
     */
    record Value(String text) implements EvalOutcome {}

    /**
     * The expression raised an exception.
     *
     * @param text the exception's class and message
     */
    record Raised(String text) implements EvalOutcome {}

    /** The connection was closed without an answer. */
    record Closed() implements EvalOutcome {}

    /** The evaluation did not end in time, and goes on. */
    record TimedOut() implements EvalOutcome {}

    /** There is no interpreter on this machine. */
    record NoInterpreter() implements EvalOutcome {}
}
