package dev.forkd.action.run;

/** How the work of a sandbox ended. */
public enum ShardEnd {
    /** Its last command ended by itself or by a signal. */
    ENDED("ended"),
    /** A command had no time left. */
    TIMED_OUT("timed out"),
    /** The run was cancelled meanwhile. */
    CANCELLED("cancelled"),
    /** The sandbox is gone, and nobody here deleted it. */
    VANISHED("lost"),
    /** Nobody knows what became of the command. */
    LOST("lost");

    private final String words;

    ShardEnd(String words) {
        this.words = words;
    }

    /**
     * Says it in words.
     *
     * @return part of a sentence
     */
    public String words() {
        return words;
    }

    /**
     * Tells whether there is no result although there should be one.
     *
     * @return {@code true} for a sandbox that vanished or was lost
     */
    public boolean noResult() {
        return this == VANISHED || this == LOST;
    }
}
