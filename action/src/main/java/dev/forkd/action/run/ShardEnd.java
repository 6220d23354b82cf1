package dev.forkd.action.run;

/** How the work of a sandbox ended. */
public enum ShardEnd {
    /** The last command exited, or was killed by a signal. */
    ENDED("ended"),
    /** A command exceeded its time limit. */
    TIMED_OUT("timed out"),
    /** The run was cancelled before the sandbox had finished. */
    CANCELLED("cancelled"),
    /** The sandbox is gone, although this program did not delete it. */
    VANISHED("lost"),
    /** It is unknown how the command ended. */
    LOST("lost");

    private final String words;

    ShardEnd(String words) {
        this.words = words;
    }

    /**
     * Returns a description.
     *
     * @return part of a sentence
     */
    public String words() {
        return words;
    }

    /**
     * Tells whether a result is missing that should be there.
     *
     * @return {@code true} for {@link #VANISHED} and {@link #LOST}
     */
    public boolean noResult() {
        return this == VANISHED || this == LOST;
    }
}
