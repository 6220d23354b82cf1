package dev.forkd.action.report;

/** Knows the command line that does again what one sandbox did. */
public interface Reproduction {
    /**
     * Tells it.
     *
     * @param index number of the sandbox
     * @return a command line for a POSIX shell, possibly of several lines
     */
    String of(int index);
}
