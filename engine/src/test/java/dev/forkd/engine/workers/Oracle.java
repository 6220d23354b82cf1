package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.FailedAttempt;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunListener;
import dev.forkd.engine.workers.Recorder.Ending;
import dev.forkd.worker.protocol.NodeIds;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * Knows what the simulated workers truly did and what the host could hear of it, and says what in the host's report is
 * missing, doubled or untrue. A unit that a lying worker had is only asked for one end of everything.
 */
final class Oracle implements RunListener {

    private static final Pattern LIMIT = Pattern.compile("it ran (\\S+) longer than ([0-9]+) s");

    private static final long DELETED_WITHIN = TimeUnit.MINUTES.toNanos(1);

    private final SimulatedSuite suite;
    private final int slots;
    private final int spare;
    private final Ticker ticker;
    private final SimulatedPorts ports;
    /** Whether a sandbox is there. */
    private final Predicate<String> exists;

    private final Map<String, Witness> witnesses = new LinkedHashMap<>();
    /** The number of the last attempt that was asked for, of each task that was to run again. */
    private final Map<String, Integer> attempts = new HashMap<>();

    private final List<String> wrongs = new ArrayList<>();
    private final Set<String> lingering = new HashSet<>();
    private boolean cancelled;
    private boolean unlucky;

    Oracle(SimulatedSuite suite, int slots, int spare, Ticker ticker, SimulatedPorts ports, Predicate<String> exists) {
        this.ports = ports;
        this.exists = exists;
        this.suite = suite;
        this.slots = slots;
        this.spare = spare;
        this.ticker = ticker;
    }

    Witness witness(String sandbox) {
        Witness witness = new Witness(this, sandbox, suite);
        witnesses.put(sandbox, witness);
        return witness;
    }

    /** From now on what has not begun may be skipped. */
    void cancelled() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** From now on the run may end for want of workers: the controller is gone, or makes too few sandboxes. */
    void unlucky() {
        unlucky = true;
    }

    int lost() {
        return (int) witnesses.values().stream().filter(Witness::isLost).count();
    }

    /** How many further attempts were asked for. */
    int furtherAttempts() {
        return attempts.values().stream().mapToInt(last -> last - 1).sum();
    }

    Collection<Witness> witnesses() {
        return witnesses.values();
    }

    /** The number of a task's attempt that runs now, or would. */
    int attempt(String task) {
        return attempts.getOrDefault(task, 1);
    }

    boolean runsAlone(Unit task) {
        return ports.runsAlone(task.id());
    }

    @Override
    public void sandboxReady(int index, String sandbox) {}

    @Override
    public void heard(int index, String sandbox, String unit, long micros, NodeEvent event) {}

    @Override
    public void workerLost(int index, String sandbox, String why) {
        Witness witness = witnesses.get(sandbox);
        if (witness != null) {
            requireExceeded(witness, why);
            witness.retire(ticker.nanos());
        }
        if (why.startsWith("java.")) {
            wrongs.add("a fault of ours: " + why);
        }
    }

    /** While others work, what a lost worker left in its sandbox may not go on. */
    void requireDeleted(Predicate<String> exists) {
        witnesses.values().stream()
                .filter(witness -> witness.wasLostBefore(ticker.nanos() - DELETED_WITHIN))
                .map(Witness::sandbox)
                .filter(exists)
                .filter(lingering::add)
                .forEach(sandbox -> wrongs.add("lost, and not deleted while others work: " + sandbox));
    }

    /** A worker that is given up for a limit must have taken so long. */
    private void requireExceeded(Witness witness, String why) {
        Matcher limit = LIMIT.matcher(why);
        if (!witness.isLiar()
                && limit.find()
                && ticker.nanos() - witness.begunAt(NodeIds.unitOf(withoutAttempt(limit.group(1))))
                        < TimeUnit.SECONDS.toNanos(Long.parseLong(limit.group(2)))) {
            wrongs.add("given up too early: " + why);
        }
    }

    private static String withoutAttempt(String unit) {
        return unit.replaceFirst("#[0-9]+\\z", "");
    }

    @Override
    public void workerEnded(int index, String sandbox) {}

    /** The host asks for another attempt to run a task. */
    void again(Unit attempt) {
        String task = withoutAttempt(attempt.id());
        int number = Integer.parseInt(attempt.id().substring(task.length() + 1));
        int before = attempt(task);
        attempts.put(task, number);
        int last = ports.runsAlone(task) ? 2 : attempt.demands().retries() + 1;
        if (number != before + 1 || number > last) {
            wrongs.add("attempt " + number + " after " + before + ": " + task);
        }
        boolean failed = witnesses.values().stream()
                .filter(witness -> witness.planned(task, before) || witness.held(task, before))
                .anyMatch(witness -> witness.isLiar() || witness.isLost() || witness.sawFailure(attempt));
        if (!failed) {
            wrongs.add("runs again without a failure: " + task);
        }
    }

    /** The host asks for an attempt to run a task after an address in use. */
    void againAlone(Unit attempt) {
        ports.again(attempt);
        again(attempt);
        if (cancelled) {
            wrongs.add("runs again after the end: " + attempt.id());
        }
        witnesses.values().stream()
                .filter(witness -> witness.held(attempt.node(), 1) && !witness.isLiar())
                .flatMap(witness -> witness.ends().entrySet().stream())
                .filter(end -> NodeIds.unitOf(end.getKey()).equals(attempt.node()))
                .flatMap(end -> end.getValue().stream())
                .filter(end -> end instanceof Finished finished
                        && finished.throwable() != null
                        && finished.outcome() == WorkerEvent.Outcome.FAILED
                        && !finished.throwable().type().endsWith("BindException"))
                .findFirst()
                .ifPresent(other -> wrongs.add("a failure of another kind is hidden: " + other));
    }

    /** A worker is given a plan. */
    void planned(Witness self, Map<String, Integer> tasks, boolean hadOthers) {
        boolean further = tasks.values().stream().anyMatch(attempt -> attempt > 1);
        if ((suite.demands().isolated() || further) && (hadOthers || tasks.size() != 1)) {
            wrongs.add("needs a sandbox of its own: " + tasks + " in " + self.sandbox());
        }
    }

    /** A worker begins a task: nobody else may be at it. */
    void runs(Witness self, String task) {
        int attempt = attempt(task);
        if (ports.runsAlone(task) && !unlucky && !self.isLiar() && !liarHeld(task, attempt)) {
            witnesses.values().stream()
                    .filter(other -> other != self && exists.test(other.sandbox()))
                    .forEach(other -> wrongs.add("not alone: " + task + " beside " + other.sandbox()));
        }
        for (Witness other : witnesses.values()) {
            if (other != self
                    && !other.isLost()
                    && !self.isLiar()
                    && !liarHeld(task, attempt)
                    && other.isAt(task, attempt)) {
                wrongs.add("two workers have " + task + ": " + self.sandbox() + ", " + other.sandbox());
            }
        }
    }

    /** A test begins: its end may not be known already. */
    void begins(Witness self, String id) {
        if (suite.leaves().contains(id)) {
            String task = suite.taskOf(id).id();
            int attempt = self.held().getOrDefault(task, 0);
            if (!liarHeld(task, attempt)
                    && witnesses.values().stream()
                            .anyMatch(witness -> witness.held(task, attempt)
                                    && witness.ends().containsKey(id))) {
                wrongs.add("runs although it has ended: " + id);
            }
        }
    }

    boolean liarHeld(String task, int attempt) {
        return witnesses.values().stream().anyMatch(witness -> witness.isLiar() && witness.held(task, attempt));
    }

    boolean mayGiveUp() {
        boolean none = witnesses.values().stream().anyMatch(witness -> witness.isLost() && !witness.wasReady());
        return unlucky || none || lost() >= slots + spare;
    }

    /** What is wrong with a report. */
    List<String> judge(Recorder recorder, Function<String, List<FailedAttempt>> earlier) {
        List<String> all = new ArrayList<>(wrongs);
        all.addAll(recorder.wrongs());
        Map<String, Integer> told = new HashMap<>();
        for (Unit task : suite.tasks()) {
            int attempt = attempt(task.id());
            Judgement judgement = new Judgement(this, suite, task, attempt, recorder);
            List<String> found = judgement.wrongs();
            boolean mayBeTheOneBefore = attempt > 1 && (cancelled || mayGiveUp());
            if (!found.isEmpty() && mayBeTheOneBefore) {
                attempt--;
                judgement = new Judgement(this, suite, task, attempt, recorder);
                found = judgement.wrongs();
            }
            all.addAll(found);
            told.put(task.id(), attempt);
            if (!mayBeTheOneBefore) {
                all.addAll(judgement.wrongsWithEarlier(earlier));
            }
        }
        suite.containers().stream()
                .filter(id -> isFailedForNothing(id, recorder, told))
                .forEach(id -> all.add("failed without a reason: " + id + " " + recorder.ending(id)));
        return all;
    }

    /** Whether a container was told to have failed, and nobody said so of it, and it ended no worker. */
    private boolean isFailedForNothing(String id, Recorder recorder, Map<String, Integer> told) {
        Ending ending = recorder.ending(id);
        if (ending == null
                || ending.result() == null
                || ending.result().getStatus() != Status.FAILED
                || cancelled
                || mayGiveUp()) {
            return false;
        }
        return suite.tasksOf(id).stream()
                .noneMatch(task -> new Judgement(this, suite, task, told.getOrDefault(task.id(), 1), recorder)
                        .mayEndSo(id, ending));
    }
}
