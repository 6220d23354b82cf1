package dev.forkd.local.fault;

import java.util.EnumSet;
import java.util.Set;

/**
 * When something goes wrong, and what.
 *
 * @param operations requests that are counted; empty for all of them
 * @param sandbox only requests for the sandbox that was created as this one, from 1; 0 for any
 * @param skip how many such requests stay unharmed first
 * @param times how many are harmed after that
 * @param effect what happens to them
 */
public record FaultRule(Set<Operation> operations, int sandbox, long skip, long times, Effect effect) {

    /**
     * Checks the numbers.
     *
     * @param operations copied
     * @param sandbox not negative
     * @param skip not negative
     * @param times positive
     * @param effect anything
     */
    public FaultRule {
        operations = Set.copyOf(operations);
        if (sandbox < 0 || skip < 0 || times < 1) {
            throw new IllegalArgumentException("sandbox and skip must not be negative, times must be positive");
        }
    }

    /**
     * A rule that harms every request for an operation; narrow it with the other methods.
     *
     * @param operation the operation
     * @param effect what happens
     * @return the rule
     */
    public static FaultRule on(Operation operation, Effect effect) {
        return new FaultRule(EnumSet.of(operation), 0, 0, Long.MAX_VALUE, effect);
    }

    /**
     * A rule that harms every request of any kind.
     *
     * @param effect what happens
     * @return the rule
     */
    public static FaultRule onAny(Effect effect) {
        return new FaultRule(Set.of(), 0, 0, Long.MAX_VALUE, effect);
    }

    /**
     * The same rule for one sandbox only.
     *
     * @param number 1 for the sandbox that was created first, and so on
     * @return the narrower rule
     */
    public FaultRule ofSandbox(int number) {
        return new FaultRule(operations, number, skip, times, effect);
    }

    /**
     * The same rule, starting later.
     *
     * @param unharmed how many matching requests go well first
     * @return the narrower rule
     */
    public FaultRule after(long unharmed) {
        return new FaultRule(operations, sandbox, unharmed, times, effect);
    }

    /**
     * The same rule for a limited number of requests.
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
