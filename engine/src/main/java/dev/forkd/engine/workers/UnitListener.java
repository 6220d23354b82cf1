package dev.forkd.engine.workers;

import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;

/** Hears what one worker tells of the units that it runs. */
@FunctionalInterface
interface UnitListener {

    void heard(String unit, long micros, NodeEvent event);
}
