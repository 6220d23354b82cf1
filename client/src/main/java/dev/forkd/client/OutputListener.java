package dev.forkd.client;

/** Receives a process's output while it runs. */
@FunctionalInterface
public interface OutputListener {
    /**
     * Receives new bytes, in order within their stream; a character may be split between two calls.
     *
     * @param stream {@code stdout}, {@code stderr} or the name of an extra stream
     * @param bytes at least one byte
     */
    void onOutput(String stream, byte[] bytes);
}
