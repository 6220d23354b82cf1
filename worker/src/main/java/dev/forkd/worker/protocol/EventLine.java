package dev.forkd.worker.protocol;

/**
 * An event with its place in the stream.
 *
 * @param sequence 1 for a worker's first event, one more for each later one: a gap means that lines were lost
 * @param micros microseconds since the worker started, from a clock that never jumps
 * @param event the event
 */
public record EventLine(long sequence, long micros, WorkerEvent event) {}
