package dev.forkd.worker.protocol;

/**
 * An event with its place in the stream.
 *
 * @param sequence 1 for a worker's first event, and one more for each further event: a gap means that lines were lost
 * @param micros microseconds since the worker started, from a monotonic clock
 * @param event the event
 */
public record EventLine(long sequence, long micros, WorkerEvent event) {}
