package dev.forkd.local.sandbox;

/** How the evaluation of an expression ended (contract 6.8). */
public sealed interface EvalOutcome {

    /**
     * It has a value.
     *
     * @param text its {@code repr()}
     */
    record Value(String text) implements EvalOutcome {}

    /**
     * It raised an exception.
     *
     * @param text class and message
     */
    record Raised(String text) implements EvalOutcome {}

    /** The connection was closed without an answer. */
    record Closed() implements EvalOutcome {}

    /** It did not end in time, and goes on. */
    record TimedOut() implements EvalOutcome {}

    /** There is no interpreter on this machine. */
    record NoInterpreter() implements EvalOutcome {}
}
