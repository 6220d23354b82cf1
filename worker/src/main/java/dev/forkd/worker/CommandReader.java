package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the host's commands on a separate thread, because the host decides about units while others run. Plans are kept
 * until the main thread takes them.
 */
final class CommandReader {

    private static final long LOOK_AGAIN_SECONDS = 60;
    private static final long PAUSE_MILLIS = 50;

    private final BufferedReader commands;
    private final EventWriter events;
    private final Halts halts;
    private final BlockingQueue<Next> plans = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<WorkerCommand.Become>> identities = new LinkedBlockingQueue<>();
    private final Map<Integer, Grants> grants = new HashMap<>();
    private Map<String, String> parameters = Map.of();
    private final StringBuilder line = new StringBuilder();
    private boolean complete;
    private final AtomicLong read = new AtomicLong();

    CommandReader(BufferedReader commands, EventWriter events, Halts halts) {
        this.commands = commands;
        this.events = events;
        this.halts = halts;
    }

    /** What the main thread does next: run a plan, end, or report that reading failed. */
    private sealed interface Next {

        record Work(PlannedWork plan) implements Next {}

        record End() implements Next {}

        record Failed(Exception cause) implements Next {}
    }

    void start() {
        Thread thread = new Thread(this::read, "forkd-commands");
        thread.setDaemon(true);
        thread.start();
    }

    /** The number of commands that were read since this JVM was told which worker it is. */
    long count() {
        return read.get();
    }

    /** Waits for the next plan; empty after the last one, or when the host is gone. */
    Optional<PlannedWork> next() throws IOException {
        while (true) {
            try {
                Next next = plans.poll(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                if (next instanceof Next.Work work) {
                    return Optional.of(work.plan());
                }
                if (next instanceof Next.Failed failed) {
                    plans.add(next);
                    throw new IOException("The host's commands cannot be read: " + failed.cause(), failed.cause());
                }
                if (next != null) {
                    // It stays in the queue, so that another call does not wait.
                    plans.add(next);
                    return Optional.empty();
                }
            } catch (InterruptedException e) {
                // A test left this thread interrupted, or interrupts all threads. That must not end the worker.
            }
        }
    }

    /** Reads to the end of the commands. */
    void read() {
        Next last = new Next.End();
        try {
            for (boolean goesOn = true; goesOn; ) {
                try {
                    goesOn = takeNext();
                } catch (OutOfMemoryError e) {
                    // A test has filled the heap. Either it releases the memory or it dies; in both cases no command
                    // may be lost.
                    pause();
                }
            }
        } catch (IOException | RuntimeException e) {
            last = new Next.Failed(e);
        }
        // The host cannot decide anything any more, so nobody may wait for it.
        grants.values().forEach(Grants::seal);
        halts.end();
        events.waitNoMore();
        plans.add(last);
        identities.add(Optional.empty());
    }

    /** Waits until the host tells which worker this is; empty if the host is gone. */
    Optional<WorkerCommand.Become> identity() {
        while (true) {
            try {
                Optional<WorkerCommand.Become> next = identities.poll(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                if (next != null) {
                    return next;
                }
            } catch (InterruptedException e) {
                // The set-up left this thread interrupted. That must not end the wait.
            }
        }
    }

    /**
     * Returns whether to go on reading. The line is kept until it was processed, so that processing can be repeated
     * after an OutOfMemoryError.
     */
    private boolean takeNext() throws IOException {
        while (!complete) {
            // Room is made before the character is read; otherwise a failed allocation would lose the character.
            line.ensureCapacity(line.length() + 1);
            int character = commands.read();
            if (character < 0 && line.length() == 0) {
                return false;
            }
            complete = character < 0 || character == '\n';
            if (!complete) {
                line.append((char) character);
            }
        }
        WorkerCommand command = WorkerCommand.parse(line.toString());
        if (command instanceof WorkerCommand.Become) {
            // What was read before was sent to the JVM that this one is a copy of. The host does not count it, and
            // would else take it for commands that it sends later and that are never read.
            read.set(0);
        }
        boolean goesOn = take(command);
        if (!(command instanceof WorkerCommand.Become)) {
            read.incrementAndGet();
        }
        line.setLength(0);
        complete = false;
        return goesOn;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // A test interrupts all threads. This thread continues.
        }
    }

    /** Returns whether to go on reading. */
    private boolean take(WorkerCommand command) {
        if (command instanceof WorkerCommand.Configure configure) {
            parameters = configure.parameters();
        } else if (command instanceof WorkerCommand.Run run) {
            plans.add(new Next.Work(new PlannedWork(run.plan(), run.ids(), parameters, Grants.all())));
        } else if (command instanceof WorkerCommand.Plan plan) {
            int number = plan.plan();
            Grants own = Grants.none(unit -> events.write(new WorkerEvent.Asked(number, unit)));
            grants.put(number, own);
            plans.add(new Next.Work(new PlannedWork(number, plan.ids(), parameters, own)));
        } else if (command instanceof WorkerCommand.Grant grant) {
            of(grant.plan()).decide(grant.units(), true);
        } else if (command instanceof WorkerCommand.Refuse refuse) {
            of(refuse.plan()).decide(refuse.units(), false);
        } else if (command instanceof WorkerCommand.Seal seal) {
            of(seal.plan()).seal();
        } else if (command instanceof WorkerCommand.Become become) {
            identities.add(Optional.of(become));
        } else if (command instanceof WorkerCommand.Ack ack) {
            events.acknowledge(ack.sequence());
        } else if (command instanceof WorkerCommand.Freeze freeze) {
            halts.allow(freeze.times());
        } else if (command instanceof WorkerCommand.GoOn) {
            halts.goOn();
        } else {
            return false;
        }
        return true;
    }

    private Grants of(int plan) {
        Grants known = grants.get(plan);
        if (known == null) {
            throw new IllegalArgumentException("There is no plan " + plan + " whose units are granted");
        }
        return known;
    }
}
