package dev.forkd.engine.workers;

import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;

/** Is told what a worker reports about the units that it runs. */
@FunctionalInterface
interface UnitListener {

    void heard(String unit, long micros, NodeEvent event);
}
