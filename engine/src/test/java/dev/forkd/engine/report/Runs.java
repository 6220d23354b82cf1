package dev.forkd.engine.report;

import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/** Makes runs up. */
final class Runs {

    private static final UniqueId ENGINE = UniqueId.forEngine("made-up");

    private final EngineDescriptor root = new EngineDescriptor(UniqueId.forEngine("forkd"), "forkd");
    private final List<Unit> units = new ArrayList<>();

    /** Adds a class with one test. */
    Runs unit(String className, long cost) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        Node type = new Node(ENGINE.append("class", className), simple, className, TestDescriptor.Type.CONTAINER);
        Node test = new Node(type.getUniqueId().append("method", "t()"), "t()", null, TestDescriptor.Type.TEST);
        type.addChild(test);
        root.addChild(type);
        String leaf = test.getUniqueId().toString();
        units.add(new Unit(type.getUniqueId().toString(), simple, List.of(leaf), Set.of(), Set.of(leaf), cost, true));
        return this;
    }

    EngineDescriptor root() {
        return root;
    }

    List<Unit> units() {
        return units;
    }

    RunRecord record() {
        return record(new Clock());
    }

    RunRecord record(Clock clock) {
        return new RunRecord(clock, units, root);
    }

    String id(int unit) {
        return units.get(unit).id();
    }

    String test(int unit) {
        return units.get(unit).leaves().iterator().next();
    }

    /** One class from start to end, as its sandbox tells it and as it is replayed. */
    void run(RunRecord record, int sandbox, int unit, long start, long end, Outcome outcome) {
        record.sandboxReady(sandbox, "sb-" + sandbox);
        ThrowableData failure = outcome == Outcome.FAILED
                ? ThrowableData.plain("org.opentest4j.AssertionFailedError", "expected: 1", "", true)
                : null;
        for (NodeEvent event : List.of(
                new Started(id(unit)),
                new Started(test(unit)),
                new Finished(test(unit), outcome, failure),
                new Finished(id(unit), Outcome.SUCCESSFUL, null))) {
            long when = event instanceof Finished ? end : start;
            record.heard(sandbox, "sb-" + sandbox, id(unit), when, event);
            record.observe(new Entry(when, event), id -> List.of());
        }
    }

    private static final class Node extends AbstractTestDescriptor {

        private final Type type;

        Node(UniqueId id, String name, String className, Type type) {
            super(id, name, className == null ? null : ClassSource.from(className));
            this.type = type;
        }

        @Override
        public Type getType() {
            return type;
        }
    }
}
