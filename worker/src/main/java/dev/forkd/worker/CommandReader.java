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

/**
 * Reads the host's commands on a thread of its own, because decisions about units come while others run, and keeps the
 * plans until the main thread takes them.
 */
final class CommandReader {

    private static final long LOOK_AGAIN_SECONDS = 60;
    private static final long PAUSE_MILLIS = 50;

    private final BufferedReader commands;
    private final EventWriter events;
    private final BlockingQueue<Next> plans = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<WorkerCommand.Become>> identities = new LinkedBlockingQueue<>();
    private final Map<Integer, Grants> grants = new HashMap<>();
    private Map<String, String> parameters = Map.of();
    private final StringBuilder line = new StringBuilder();
    private boolean complete;

    CommandReader(BufferedReader commands, EventWriter events) {
        this.commands = commands;
        this.events = events;
    }

    /** What the main thread does next: a plan, the end, or the failure of this reader. */
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

    /** Waits for the next plan; there is none when the host has sent the last one, or is gone. */
    Optional<PlannedWork> next() throws IOException {
        while (true) {
            try {
                Next next = plans.poll(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                if (next instanceof Next.Work work) {
                    return Optional.of(work.plan());
                }
                if (next instanceof Next.Failed failed) {
                    throw new IOException("The host's commands cannot be read: " + failed.cause(), failed.cause());
                }
                if (next != null) {
                    // Whoever asks again must not wait.
                    plans.add(next);
                    return Optional.empty();
                }
            } catch (InterruptedException e) {
                // A test has left its thread interrupted, or interrupts all threads.
            }
        }
    }

    private void read() {
        Next last = new Next.End();
        try {
            for (boolean goesOn = true; goesOn; ) {
                try {
                    goesOn = takeNext();
                } catch (OutOfMemoryError e) {
                    // A test has filled the heap. It will give it up, or end with it; no command is lost over it.
                    pause();
                }
            }
        } catch (IOException | RuntimeException e) {
            last = new Next.Failed(e);
        }
        // Nobody decides any more.
        grants.values().forEach(Grants::seal);
        events.waitNoMore();
        plans.add(last);
        identities.add(Optional.empty());
    }

    /** Waits until the host says which worker this is; it does not when it is gone. */
    Optional<WorkerCommand.Become> identity() {
        while (true) {
            try {
                Optional<WorkerCommand.Become> next = identities.poll(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                if (next != null) {
                    return next;
                }
            } catch (InterruptedException e) {
                // A test has left its thread interrupted.
            }
        }
    }

    /** Answers whether to go on. The line is kept until it was taken, so that it can be taken again after a failure. */
    private boolean takeNext() throws IOException {
        while (!complete) {
            // Before the character is read, because one for which there is no room would be lost.
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
        boolean goesOn = take(WorkerCommand.parse(line.toString()));
        line.setLength(0);
        complete = false;
        return goesOn;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // A test interrupts all threads; this one goes on.
        }
    }

    /** Answers whether to go on. */
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
