package dev.forkd.engine.ledger;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Registered;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes units and events, and reads ledgers, for tests. */
final class Ledgers {

    static final EventDecoder DECODER = new EventDecoder();
    private static final EventEncoder ENCODER = new EventEncoder();

    private Ledgers() {}

    /** The id of a class. */
    static String type(String name) {
        return "[engine:e]/[class:" + name + "]";
    }

    /** The id of something in something. */
    static String in(String parent, String name) {
        return parent + "/[" + (name.startsWith("N") ? "nested" : "method") + ":" + name + "]";
    }

    /** A unit with these leaves; a leaf {@code N/a} is in a container. */
    static Unit unit(String name, String... leaves) {
        String id = type(name);
        Set<String> containers = new LinkedHashSet<>();
        Set<String> ids = new LinkedHashSet<>();
        for (String leaf : leaves) {
            String node = id;
            String[] path = leaf.split("/", -1);
            for (int i = 0; i < path.length - 1; i++) {
                node = in(node, path[i]);
                containers.add(node);
            }
            ids.add(in(node, path[path.length - 1]));
        }
        return new Unit(id, name, List.copyOf(ids), containers, ids, ids.size(), true);
    }

    static ThrowableData reason(String text) {
        return ThrowableData.plain("java.lang.Exception", text, text, false);
    }

    static Started started(String id) {
        return new Started(id);
    }

    static Finished passed(String id) {
        return new Finished(id, Outcome.SUCCESSFUL, null);
    }

    static Finished failed(String id, String reason) {
        return new Finished(id, Outcome.FAILED, reason(reason));
    }

    static Skipped skipped(String id) {
        return new Skipped(id, "why not");
    }

    static Registered registered(String id, String parent, String type) {
        return new Registered(new WorkerEvent.DescriptorData(id, parent, "name", "legacy", type, List.of(), null));
    }

    static void send(Ledger ledger, Unit unit, NodeEvent... events) {
        Arrays.stream(events).forEach(event -> ledger.accept(unit.id(), 1, event, line(event)));
    }

    static String line(NodeEvent event) {
        return ENCODER.encode(new EventLine(1, 1, event));
    }

    /** Everything that can be replayed now. */
    static List<NodeEvent> replay(Ledger ledger) {
        List<NodeEvent> events = new ArrayList<>();
        try {
            for (Optional<Entry> next = ledger.next(Duration.ZERO);
                    next.isPresent();
                    next = ledger.next(Duration.ZERO)) {
                events.add(next.get().event());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return events;
    }

    /** Everything that can be replayed now, one short text each. */
    static List<String> told(Ledger ledger) {
        return replay(ledger).stream().map(Ledgers::shorten).toList();
    }

    private static String shorten(NodeEvent event) {
        if (event instanceof Started started) {
            return "+" + name(started.id());
        }
        if (event instanceof Skipped skipped) {
            return "~" + name(skipped.id()) + " " + skipped.reason();
        }
        if (event instanceof Finished finished) {
            String why = finished.throwable() == null
                    ? ""
                    : " " + finished.throwable().message();
            return switch (finished.outcome()) {
                        case SUCCESSFUL -> "-";
                        case ABORTED -> "?";
                        case FAILED -> "!";
                    }
                    + name(finished.id())
                    + why;
        }
        return event.getClass().getSimpleName();
    }

    private static String name(String id) {
        return id.substring(id.lastIndexOf(':') + 1, id.length() - 1);
    }
}
