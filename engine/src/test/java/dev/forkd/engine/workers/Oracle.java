package dev.forkd.engine.workers;

import dev.forkd.engine.report.RunListener;
import dev.forkd.engine.workers.Recorder.Ending;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * Knows what the simulated workers truly did and what the host could hear of it, and says what in the host's report is
 * missing, doubled or untrue. A unit that a lying worker had is only asked for one end of everything.
 */
final class Oracle implements RunListener {

    /** So many lost workers end a class that was being set up, and so many one whose tests ran. */
    private static final int LOSSES_WITHOUT_TEST = 2;

    private static final int LOSSES = 6;

    private final SimulatedSuite suite;
    private final int slots;
    private final int spare;
    private final Map<String, Witness> witnesses = new LinkedHashMap<>();
    private final List<String> wrongs = new ArrayList<>();
    private boolean cancelled;
    private boolean unlucky;

    Oracle(SimulatedSuite suite, int slots, int spare) {
        this.suite = suite;
        this.slots = slots;
        this.spare = spare;
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

    /** From now on the run may end for want of workers: the controller is gone, or makes too few sandboxes. */
    void unlucky() {
        unlucky = true;
    }

    int lost() {
        return (int) witnesses.values().stream().filter(Witness::isLost).count();
    }

    @Override
    public void sandboxReady(int index, String sandbox) {}

    @Override
    public void heard(int index, String sandbox, String unit, long micros, NodeEvent event) {}

    @Override
    public void workerLost(int index, String sandbox, String why) {
        Witness witness = witnesses.get(sandbox);
        if (witness != null) {
            witness.retire();
        }
        if (why.startsWith("java.")) {
            wrongs.add("a fault of ours: " + why);
        }
    }

    @Override
    public void workerEnded(int index, String sandbox) {}

    /** A worker begins a unit: nobody else may be at it. */
    void runs(Witness self, String unit) {
        for (Witness other : witnesses.values()) {
            if (other != self
                    && !other.isLost()
                    && !self.isLiar()
                    && !liarHeld(unit)
                    && other.openUnits().contains(unit)) {
                wrongs.add("two workers have " + unit + ": " + self.sandbox() + ", " + other.sandbox());
            }
        }
    }

    /** A test begins: its end may not be known already. */
    void begins(String id) {
        if (suite.leaves().contains(id)
                && !liarHeld(suite.unitOf(id).id())
                && witnesses.values().stream()
                        .anyMatch(witness ->
                                witness.held(unitOf(id)) && witness.ends().containsKey(id))) {
            wrongs.add("runs although it has ended: " + id);
        }
    }

    private boolean liarHeld(String unit) {
        return witnesses.values().stream().anyMatch(witness -> witness.isLiar() && witness.held(unit));
    }

    /** What is wrong with a report. */
    List<String> judge(Recorder recorder) {
        List<String> all = new ArrayList<>(wrongs);
        all.addAll(recorder.wrongs());
        for (String leaf : suite.leaves().stream().sorted().toList()) {
            String unit = suite.unitOf(leaf).id();
            String wrong = wrongWith(leaf, unit, recorder);
            if (wrong != null) {
                all.add(wrong + ": " + leaf);
            }
        }
        witnesses.values().forEach(witness -> all.addAll(unheard(witness, recorder)));
        return all;
    }

    private @Nullable String wrongWith(String leaf, String unit, Recorder recorder) {
        Ending ending = recorder.ending(leaf);
        if (ending != null) {
            return wrongWith(leaf, unit, ending, recorder);
        }
        for (String above = above(leaf); above.length() >= unit.length(); above = above(above)) {
            Ending outer = recorder.ending(above);
            if (outer != null && outer.covers()) {
                return liarHeld(unit) || isSaid(above, outer) || isCancelled(outer) ? null : "covered by " + outer;
            }
        }
        return "missing";
    }

    private @Nullable String wrongWith(String id, String unit, Ending ending, Recorder recorder) {
        if (isSaid(id, ending)) {
            return null;
        }
        String skipped = ending.skipped();
        if (skipped != null) {
            return maySkip(unit, skipped) ? null : "skipped without a reason (" + skipped + ")";
        }
        Status status =
                ending.result() == null ? Status.FAILED : ending.result().getStatus();
        if (status == Status.FAILED) {
            String why = String.valueOf(
                    ending.result().getThrowable().map(Throwable::getMessage).orElse(null));
            return mayFail(id, unit, why) ? null : "failed without a reason (" + why + ")";
        }
        boolean madeToEnd = suite.node(id).deed() == SimulatedNode.Deed.TEMPLATE && recorder.failedByUsBelow(id);
        return madeToEnd ? null : "nobody said that it was " + status;
    }

    /** Whether a worker that had the unit said so in time. */
    private boolean isSaid(String id, Ending ending) {
        return witnesses.values().stream()
                .filter(witness -> witness.held(unitOf(id)))
                .flatMap(witness -> witness.ends().getOrDefault(id, List.of()).stream())
                .anyMatch(end -> isSame(end, ending));
    }

    private static boolean isSame(WorkerEvent end, Ending ending) {
        if (end instanceof Skipped skipped) {
            return skipped.reason().equals(ending.skipped());
        }
        return ending.result() != null
                && end instanceof Finished finished
                && finished.outcome().name().equals(ending.result().getStatus().name())
                && (finished.throwable() == null
                        || ending.result().getThrowable().map(Throwable::getMessage).stream()
                                .anyMatch(message ->
                                        message.equals(finished.throwable().message())));
    }

    private boolean isCancelled(Ending ending) {
        return cancelled && "Execution cancelled".equals(ending.skipped());
    }

    private boolean maySkip(String unit, String reason) {
        long losses = count(unit, Witness::isLost);
        if (reason.equals("Execution cancelled")) {
            return cancelled;
        }
        if (reason.startsWith("not run: no forkd worker")) {
            return mayGiveUp();
        }
        if (reason.startsWith("not run: tests of this class have ended")) {
            return losses >= LOSSES;
        }
        return liarHeld(unit) || (reason.contains("was lost") && losses >= LOSSES_WITHOUT_TEST);
    }

    private boolean mayFail(String id, String unit, String why) {
        if (liarHeld(unit)) {
            return true;
        }
        if (why.startsWith("This test exists here but was not found")) {
            return witnesses.values().stream().anyMatch(witness -> witness.planned(unit) && witness.missed(id));
        }
        if (why.startsWith("No worker is left")) {
            return mayGiveUp();
        }
        // The one that ran it, by name: the innocent do not pay.
        return witnesses.values().stream()
                .anyMatch(witness -> witness.isLost()
                        && witness.leftOpen(id)
                        && witness.held(unit)
                        && why.contains(witness.sandbox() + " "));
    }

    private boolean mayGiveUp() {
        boolean none = witnesses.values().stream().anyMatch(witness -> witness.isLost() && !witness.wasReady());
        return unlucky || none || lost() >= slots + spare;
    }

    private long count(String unit, java.util.function.Predicate<Witness> which) {
        return witnesses.values().stream()
                .filter(witness -> witness.planned(unit) && which.test(witness))
                .count();
    }

    /** What it said and nobody was told. */
    private List<String> unheard(Witness witness, Recorder recorder) {
        List<String> all = new ArrayList<>();
        witness.ends().forEach((id, ends) -> {
            WorkerEvent end = ends.get(0);
            String unit = unitOf(id);
            boolean said = suite.leaves().contains(id) || !suite.knows(id) || isFailure(end);
            if (said && witness.held(unit) && !liarHeld(unit) && !cancelled && !mayGiveUp()) {
                Ending told = recorder.ending(id);
                if (told == null || !isSame(end, told)) {
                    all.add("it was " + end + ", and told was " + told);
                }
            }
        });
        return all;
    }

    private static boolean isFailure(WorkerEvent end) {
        return end instanceof Finished finished && finished.outcome() == WorkerEvent.Outcome.FAILED;
    }

    private static String above(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf("/[")));
    }

    private static String unitOf(String id) {
        return UnitIds.unitOf(id);
    }
}
