package dev.forkd.benchmarks.micro;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The events of a class whose tests all pass. */
final class Events {

    private Events() {}

    static Unit unit(int number, int tests) {
        String id = "[engine:junit-jupiter]/[class:com.acme.shop.Order" + number + "Tests]";
        Set<String> leaves = new LinkedHashSet<>();
        for (int i = 0; i < tests; i++) {
            leaves.add(id + "/[method:adds_up_the_items_of_an_order_" + i + "()]");
        }
        return new Unit(id, "Order" + number + "Tests", List.copyOf(leaves), Set.of(), leaves, tests, true);
    }

    static List<NodeEvent> of(Unit unit) {
        List<NodeEvent> events = new ArrayList<>();
        events.add(new Started(unit.id()));
        for (String leaf : unit.leaves()) {
            events.add(new Started(leaf));
            events.add(new Finished(leaf, Outcome.SUCCESSFUL, null));
        }
        events.add(new Finished(unit.id(), Outcome.SUCCESSFUL, null));
        return events;
    }

    static List<String> lines(List<NodeEvent> events) {
        EventEncoder encoder = new EventEncoder();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            lines.add(encoder.encode(new EventLine(i, 1_000L * i, events.get(i))));
        }
        return lines;
    }
}
