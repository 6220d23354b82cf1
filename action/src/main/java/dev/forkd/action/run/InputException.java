package dev.forkd.action.run;

import java.util.List;

/** Inputs that cannot be used; one sentence for each, without secrets. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    /** All of them; an ArrayList-free immutable copy. */
    private final transient List<String> problems;

    /**
     * Collects the sentences.
     *
     * @param problems at least one
     */
    public InputException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Lists what is wrong.
     *
     * @return sentences that say which input, what is wrong, and what to do
     */
    public List<String> problems() {
        return problems;
    }
}
