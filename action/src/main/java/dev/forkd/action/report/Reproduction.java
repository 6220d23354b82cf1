package dev.forkd.action.report;

/** Provides the command line that repeats what one sandbox did. */
public interface Reproduction {
    /**
     * Returns the command line.
     *
     * @param index number of the sandbox
     * @return a command line for a POSIX shell, possibly of several lines
     */
    String of(int index);
}
