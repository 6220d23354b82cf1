package dev.forkd.local.fault;

import java.util.EnumSet;
import java.util.Set;

/**
 * Says which requests a fault applies to.
 *
 * @param operations operations of the requests that count; empty for all
 * @param sandbox number of the sandbox whose requests count, in the order of creation from 1; 0 for any
 * @param skip how many matching requests stay unharmed first
 * @param times how many matching requests are harmed after that
 * @param effect what happens to these requests
 */
public record FaultRule(Set<Operation> operations, int sandbox, long skip, long times, Effect effect) {

    /**
     * Checks the numbers and copies the set.
     *
     * @param operations operations of the requests that count
     * @param sandbox not negative
     * @param skip not negative
     * @param times positive
     * @param effect what happens
     */
    public FaultRule {
        operations = Set.copyOf(operations);
        if (sandbox < 0 || skip < 0 || times < 1) {
            throw new IllegalArgumentException("sandbox and skip must not be negative, times must be positive");
        }
    }

    /**
     * Makes a rule for every request for an operation; narrow it with the other methods.
     *
     * @param operation the operation
     * @param effect what happens
     * @return the rule
     */
    public static FaultRule on(Operation operation, Effect effect) {
        return new FaultRule(EnumSet.of(operation), 0, 0, Long.MAX_VALUE, effect);
    }

    /**
     * Makes a rule for every request of any kind.
     *
     * @param effect what happens
     * @return the rule
     */
    public static FaultRule onAny(Effect effect) {
        return new FaultRule(Set.of(), 0, 0, Long.MAX_VALUE, effect);
    }

    /**
     * Narrows the rule to one sandbox.
     *
     * @param number 1 for the sandbox that was created first, and so on
     * @return the narrower rule
     */
    public FaultRule ofSandbox(int number) {
        return new FaultRule(operations, number, skip, times, effect);
    }

    /**
     * Lets the rule begin later.
     *
     * @param unharmed how many matching requests succeed first
     * @return the narrower rule
     */
    public FaultRule after(long unharmed) {
        return new FaultRule(operations, sandbox, unharmed, times, effect);
    }

    /**
     * Limits how many requests the rule applies to.
     *
     * @param count how many requests are harmed
     * @return the narrower rule
     */
    public FaultRule times(long count) {
        return new FaultRule(operations, sandbox, skip, count, effect);
    }

    boolean matches(Operation operation, int number) {
        return (operations.isEmpty() || operations.contains(operation)) && (sandbox == 0 || sandbox == number);
    }
}
