package dev.forkd.engine.workers;

import dev.forkd.client.ExitStatus;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a worker's program does: takes commands, discovers plans, waits for its units, runs them and says so. */
final class SimulatedJvm {

    private final Random random;
    private final SimulatedSuite suite;
    private final Witness witness;
    private final Consumer<WorkerEvent> say;
    private final Map<Integer, SimulatedPlan> plans = new HashMap<>();
    private final Deque<SimulatedPlan> waiting = new ArrayDeque<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable SimulatedPlan current;
    /** When the last step was done, or the first could have been. */
    private long base;

    private long now;
    private boolean dismissed;
    private @Nullable ExitStatus exit;
    private boolean stop;

    SimulatedJvm(
            long now, boolean begins, Random random, SimulatedSuite suite, Witness witness, Consumer<WorkerEvent> say) {
        this.now = now;
        this.base = now;
        this.random = random;
        this.suite = suite;
        this.witness = witness;
        this.say = say;
        then(millis(400), () -> say.accept(new WorkerEvent.Hello(Protocol.VERSION, "17", 42)));
        then(millis(600), () -> {
            if (begins) {
                say.accept(new WorkerEvent.Ready());
            } else {
                exit = new ExitStatus.Exited(1);
            }
        });
    }

    /** Something that it does after a while. */
    private record Step(long nanos, Runnable effect) {}

    private long millis(int most) {
        return TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(most));
    }

    void then(long nanos, Runnable effect) {
        steps.add(new Step(nanos, effect));
    }

    void say(WorkerEvent event) {
        say.accept(event);
    }

    Witness witness() {
        return witness;
    }

    /** The moment at which it does what it does. */
    long now() {
        return now;
    }

    /** It did nothing until then. */
    void pausedUntil(long moment) {
        now = Math.max(now, moment);
        base = Math.max(base, moment);
    }

    void beat(long moment) {
        now = Math.max(now, moment);
        say.accept(new WorkerEvent.Heartbeat());
    }

    void exit(int code) {
        exit = new ExitStatus.Exited(code);
    }

    void stopMachine() {
        stop = true;
    }

    boolean takeStop() {
        boolean stops = stop;
        stop = false;
        return stops;
    }

    /** When it does something next, if the host leaves it alone. */
    long nextAt() {
        if (steps.isEmpty()) {
            decide();
        }
        return steps.isEmpty() ? Long.MAX_VALUE : base + steps.element().nanos();
    }

    /** Does what is next; answers whether it ended with that. */
    Optional<ExitStatus> step() {
        Step next = steps.remove();
        base += next.nanos();
        now = Math.max(now, base);
        next.effect().run();
        return Optional.ofNullable(exit);
    }

    private void decide() {
        SimulatedPlan plan = current;
        if (plan == null) {
            plan = waiting.poll();
            current = plan;
            if (plan != null) {
                plan.discover(this, millis(500));
            } else if (dismissed) {
                then(millis(100), () -> {
                    say.accept(new WorkerEvent.Bye());
                    exit(0);
                });
            }
        } else if (plan.isOver()) {
            int number = plan.number();
            current = null;
            then(millis(20), () -> say.accept(new WorkerEvent.PlanFinished(number)));
        } else {
            plan.goOn(this);
        }
    }

    void take(long moment, WorkerCommand command) {
        if (steps.isEmpty()) {
            pausedUntil(moment);
        }
        if (command instanceof WorkerCommand.Run run) {
            waiting.add(new SimulatedPlan(run.plan(), run.ids(), true, suite, random));
        } else if (command instanceof WorkerCommand.Plan plan) {
            SimulatedPlan own = new SimulatedPlan(plan.plan(), plan.ids(), false, suite, random);
            plans.put(plan.plan(), own);
            waiting.add(own);
        } else if (command instanceof WorkerCommand.Grant grant) {
            plan(grant.plan()).decide(grant.units(), true);
        } else if (command instanceof WorkerCommand.Refuse refuse) {
            plan(refuse.plan()).decide(refuse.units(), false);
        } else if (command instanceof WorkerCommand.Seal seal) {
            plan(seal.plan()).seal();
        } else if (command instanceof WorkerCommand.Stop) {
            dismissed = true;
            plans.values().forEach(SimulatedPlan::seal);
        }
    }

    private SimulatedPlan plan(int number) {
        SimulatedPlan plan = plans.get(number);
        if (plan == null) {
            throw new IllegalStateException("The host decided about plan " + number + ", which it had not sent");
        }
        return plan;
    }
}
