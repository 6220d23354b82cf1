package dev.forkd.worker;

import dev.forkd.worker.crac.Core;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.FilePublished;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Published;
import dev.forkd.worker.warm.WaitingWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint of a class: the moment between its set-up and its first test. There the JVM waits to be copied
 * together with its sandbox. Each copy goes on as another worker, which runs some of the tests and passes over the
 * others. The thread that runs the tests waits here.
 */
final class Checkpoint {

    private final CommandReader commands;
    private final EventWriter events;
    private final OutputCapture output;
    private @Nullable PlannedWork whole;
    private volatile List<String> chosen = List.of();
    private volatile boolean reached;

    Checkpoint(CommandReader commands, EventWriter events, OutputCapture output) {
        this.commands = commands;
        this.events = events;
        this.output = output;
    }

    /** Remembers the plan, which has a single class. */
    void of(PlannedWork work) {
        whole = work;
    }

    boolean reached() {
        return reached;
    }

    /**
     * Loads what the class will need, and waits to be copied. In each copy it returns once that copy knows which tests
     * it runs.
     *
     * @param context the engine's context of the class
     */
    void await(@Nullable Object context) {
        List<String> objections = new ArrayList<>();
        ApplicationContexts.load(context).ifPresent(objections::add);
        output.flush();
        objections.addAll(Core.beforeCheckpoint());
        if (events.heldTooMuch()) {
            objections.add("its set-up printed too much to be kept for each copy");
        }
        reached = true;
        events.writeLast(new WorkerEvent.Waiting(objections));
        WorkerCommand.Become become = commands.identity().orElseThrow(Checkpoint::hostIsGone);
        try {
            WaitingWorker.become(become);
            events.writeFirst(Worker.hello());
            events.writeFirst(new WorkerEvent.Ready());
            PlannedWork part = commands.next().orElseThrow(Checkpoint::hostIsGone);
            chosen = part.ids();
            boolean first = isFirst(part);
            events.release(event -> first || !isTold(event), first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Core.afterRestore();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "A resource of the class cannot go on in a copy of the sandbox (org.crac, afterRestore): " + e, e);
        }
    }

    /** Only the copy with the first test reports the set-up's output and duration, so that these are reported once. */
    private boolean isFirst(PlannedWork part) {
        return whole == null || part.ids().contains(whole.ids().get(0));
    }

    private static boolean isTold(WorkerEvent event) {
        return event instanceof Output || event instanceof Published || event instanceof FilePublished;
    }

    private static IllegalStateException hostIsGone() {
        return new IllegalStateException("The host is gone");
    }

    /** Tells whether this copy runs a node or something below it. */
    boolean runs(String node) {
        return chosen.stream()
                .anyMatch(id -> id.equals(node) || id.startsWith(node + "/") || node.startsWith(id + "/"));
    }
}
