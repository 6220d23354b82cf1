package dev.forkd.engine.ledger;

import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;

/**
 * An event with its time.
 *
 * @param micros microseconds on this machine's monotonic clock
 * @param event the event
 */
public record Entry(long micros, NodeEvent event) {}
