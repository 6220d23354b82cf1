package dev.forkd.action.run;

import java.util.List;

/** Inputs that cannot be used. The message has one sentence for each problem, without secrets. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Makes an exception for several problems.
     *
     * @param problems at least one sentence
     */
    public InputException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Lists the problems.
     *
     * @return sentences that say which input is meant, what is wrong, and what to do
     */
    public List<String> problems() {
        return problems;
    }
}
