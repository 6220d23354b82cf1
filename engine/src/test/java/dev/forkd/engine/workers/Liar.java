package dev.forkd.engine.workers;

import dev.forkd.worker.protocol.NodeIds;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The mouth of a simulated worker. It may leave out, double and swap events, and make up ones. */
final class Liar {

    private final double likelihood;
    private final Random random;
    private final SimulatedSuite suite;
    private final SimulatedEventFile file;
    private @Nullable WorkerEvent held;
    private @Nullable String lastStarted;
    /** Where all classes are limited it tells no other lies, but begins it again and again, as if that gave it more time. */
    private boolean clings;

    Liar(double likelihood, Random random, SimulatedSuite suite, SimulatedEventFile file) {
        this.likelihood = likelihood;
        this.random = random;
        this.suite = suite;
        this.file = file;
    }

    void say(long at, WorkerEvent event) {
        if (event instanceof Started started) {
            lastStarted = started.id();
        }
        String running = lastStarted == null ? null : NodeIds.unitOf(lastStarted);
        boolean clinging =
                clings && running != null && suite.demands().unitTimeout().isPresent();
        if (clinging) {
            file.write(at, new Started(running));
        }
        if (likelihood == 0 || clinging || random.nextDouble() >= likelihood) {
            file.write(at, event);
            tellHeld(at);
            return;
        }
        switch (random.nextInt(14)) {
            case 0 -> {}
            case 1 -> {
                file.write(at, event);
                file.write(at, event);
            }
            case 2 -> {
                tellHeld(at);
                held = event;
            }
            case 3 -> file.write(at, turned(event));
            case 4 -> {
                file.write(at, new Finished(anyNode(), Outcome.SUCCESSFUL, null));
                file.write(at, event);
            }
            case 5 -> {
                file.write(at, new Skipped(anyNode(), "a lie"));
                file.write(at, event);
            }
            case 6 -> {
                file.write(at, new Started(anyNode()));
                file.write(at, event);
            }
            case 7 -> {
                String id = anyNode();
                file.write(at, new WorkerEvent.Registered(described(anyNode() + "/[lie:#1]", id)));
                file.write(at, event);
            }
            case 8 -> {
                file.write(at, event);
                file.write(at, new WorkerEvent.PlanFinished(1 + random.nextInt(2)));
            }
            case 9 -> {
                file.write(at, event);
                ThrowableData reason = ThrowableData.plain("java.lang.Error", "a lie", "a lie", false);
                file.write(at, new WorkerEvent.PlanFailed(1, reason));
            }
            case 10 -> {
                file.write(at, event);
                file.write(at, new WorkerEvent.Unresolved(anyNode(), null));
            }
            case 11 -> {
                // What another worker is to run.
                String id = anyNode();
                file.write(at, new WorkerEvent.Registered(described(id, String.valueOf(NodeIds.unitOf(id)))));
                file.write(at, new Started(id));
                file.write(at, new Finished(id, Outcome.SUCCESSFUL, null));
                file.write(at, event);
            }
            case 12 -> {
                clings = true;
                file.write(at, event);
            }
            default -> {
                if (random.nextBoolean()) {
                    file.writeGarbage(at);
                } else {
                    file.skipNumber();
                }
                file.write(at, event);
            }
        }
    }

    private static WorkerEvent.DescriptorData described(String id, String parent) {
        return new WorkerEvent.DescriptorData(id, parent, "a lie", "a lie", "TEST", List.of(), null);
    }

    private void tellHeld(long at) {
        WorkerEvent late = held;
        held = null;
        if (late != null) {
            file.write(at, late);
        }
    }

    private static WorkerEvent turned(WorkerEvent event) {
        if (event instanceof Finished finished) {
            return new Finished(finished.id(), Outcome.SUCCESSFUL, null);
        }
        return event instanceof Started started ? new Skipped(started.id(), "a lie") : event;
    }

    /** Anywhere in the tree, or near to what runs now. */
    private String anyNode() {
        List<String> leaves = new ArrayList<>(suite.leaves());
        leaves.sort(null);
        String near = lastStarted;
        String node = near != null && random.nextBoolean() ? near : leaves.get(random.nextInt(leaves.size()));
        String unit = String.valueOf(NodeIds.unitOf(node));
        while (node.length() > unit.length() && random.nextInt(3) == 0) {
            node = node.substring(0, node.lastIndexOf("/["));
        }
        return node;
    }
}
