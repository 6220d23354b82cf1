package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.FailedAttempt;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.workers.Recorder.Ending;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Compares what was told of one task with what its workers did, as if a certain attempt were the one that is told. */
final class Judgement {

    /** So many lost workers end a class that was being set up, and so many one whose tests ran. */
    private static final int LOSSES_WITHOUT_TEST = 2;

    private static final int LOSSES = 6;

    private final Oracle oracle;
    private final SimulatedSuite suite;
    private final Unit task;
    private final int attempt;
    private final Recorder recorder;

    Judgement(Oracle oracle, SimulatedSuite suite, Unit task, int attempt, Recorder recorder) {
        this.oracle = oracle;
        this.suite = suite;
        this.task = task;
        this.attempt = attempt;
        this.recorder = recorder;
    }

    List<String> wrongs() {
        List<String> all = new ArrayList<>();
        for (String leaf : task.leaves()) {
            String wrong = wrongWith(leaf);
            if (wrong != null) {
                all.add(wrong + ": " + leaf);
            }
        }
        if (mayRunAgain() && !oracle.isCancelled() && !oracle.mayGiveUp() && isToldFailed()) {
            all.add("failed although it was to run again: " + task.id());
        }
        holders().forEach(witness -> all.addAll(unheard(witness)));
        return all;
    }

    /** What is wrong with the failures of earlier attempts, which are told beside the end. */
    List<String> wrongsWithEarlier(Function<String, List<FailedAttempt>> earlier) {
        List<String> all = new ArrayList<>();
        for (String leaf : task.leaves()) {
            List<Integer> told = numbers(earlier.apply(leaf));
            for (int number = 1; number < attempt; number++) {
                Judgement before = new Judgement(oracle, suite, task, number, recorder);
                boolean failed = before.holders()
                        .anyMatch(witness -> witness.ends().getOrDefault(leaf, List.of()).stream()
                                .anyMatch(Judgement::isFailure));
                if (failed
                        && !before.liarHeld()
                        && !told.contains(number)
                        && !numbers(earlier.apply(task.node())).contains(number)) {
                    all.add("a failure of attempt " + number + " is not told: " + leaf);
                }
            }
            if (told.stream().anyMatch(number -> number >= attempt)
                    || told.size() != told.stream().distinct().count()) {
                all.add("told as earlier than attempt " + attempt + " were " + told + ": " + leaf);
            }
        }
        return all;
    }

    private static List<Integer> numbers(List<FailedAttempt> failed) {
        return failed.stream().map(FailedAttempt::number).toList();
    }

    private boolean mayRunAgain() {
        return attempt <= task.demands().retries();
    }

    private boolean isToldFailed() {
        return recorder.failedAtOrBelow(isDivided() ? task.id() : task.node());
    }

    private boolean isDivided() {
        return !task.id().equals(task.node());
    }

    private Stream<Witness> holders() {
        return oracle.witnesses().stream().filter(witness -> witness.held(task.id(), attempt));
    }

    private boolean liarHeld() {
        return oracle.liarHeld(task.id(), attempt);
    }

    private @Nullable String wrongWith(String leaf) {
        Ending ending = recorder.ending(leaf);
        if (ending != null) {
            return wrongWith(leaf, ending);
        }
        for (String above = above(leaf); above.length() >= task.node().length(); above = above(above)) {
            Ending outer = recorder.ending(above);
            if (outer != null && outer.covers()) {
                return liarHeld() || isSaidOf(above, outer) || isCancelled(outer) ? null : "covered by " + outer;
            }
        }
        return "missing";
    }

    /** What covers the tests of one part may have been told for another reason of another part. */
    private boolean isSaidOf(String container, Ending outer) {
        return isSaid(container, outer)
                || (isDivided()
                        && holders().anyMatch(witness -> witness.ends().getOrDefault(container, List.of()).stream()
                                .anyMatch(end -> end instanceof Skipped || isFailure(end))));
    }

    private @Nullable String wrongWith(String id, Ending ending) {
        if (isSaid(id, ending)) {
            return null;
        }
        String skipped = ending.skipped();
        if (skipped != null) {
            return maySkip(id, skipped) ? null : "skipped without a reason (" + skipped + ")";
        }
        Status status =
                ending.result() == null ? Status.FAILED : ending.result().getStatus();
        if (status == Status.FAILED) {
            return mayFail(id, why(ending)) ? null : "failed without a reason (" + why(ending) + ")";
        }
        boolean madeToEnd = suite.node(id).deed() == SimulatedNode.Deed.TEMPLATE && recorder.failedByUsBelow(id);
        return madeToEnd ? null : "nobody said that it was " + status;
    }

    /** Whether a container may have been told to have ended so because of this task. */
    boolean mayEndSo(String container, Ending ending) {
        return isSaid(container, ending)
                || mayFail(container, why(ending))
                || oracle.witnesses().stream()
                        .anyMatch(witness -> witness.endedBefore(container, task.id(), attempt)
                                && why(ending).contains(witness.sandbox() + " "));
    }

    private static String why(Ending ending) {
        return ending.result() == null
                ? ""
                : String.valueOf(ending.result()
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse(null));
    }

    /** Whether a worker that had the task said so in time. */
    private boolean isSaid(String id, Ending ending) {
        return holders()
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
        return oracle.isCancelled() && "Execution cancelled".equals(ending.skipped());
    }

    private boolean maySkip(String id, String reason) {
        long losses = oracle.witnesses().stream()
                .filter(witness -> witness.planned(task.id(), attempt) && witness.isLost())
                .count();
        if (reason.equals("Execution cancelled")) {
            return oracle.isCancelled();
        }
        if (reason.startsWith("not run: no forkd worker")) {
            return oracle.mayGiveUp();
        }
        if (reason.startsWith("not run: tests of this class have ended")) {
            return losses >= LOSSES;
        }
        // An attempt that ended its worker has failed as a whole, unless it is the last one; and a further attempt, as
        // what runs alone, has its worker for itself, so that it is to blame if discovering it ended that.
        int enough = mayRunAgain() || attempt > 1 || oracle.runsAlone(task) ? 1 : LOSSES_WITHOUT_TEST;
        return liarHeld()
                || (reason.contains("was lost") && losses >= enough)
                || (isDivided() && isSkippedAbove(id, reason));
    }

    /** The tests of parts are skipped one by one when their container was. */
    private boolean isSkippedAbove(String id, String reason) {
        return holders().anyMatch(witness -> witness.ends().entrySet().stream()
                .filter(end -> id.startsWith(end.getKey() + "/"))
                .flatMap(end -> end.getValue().stream())
                .anyMatch(end ->
                        end instanceof Skipped skipped && skipped.reason().equals(reason)));
    }

    private boolean mayFail(String id, String why) {
        if (liarHeld()) {
            return true;
        }
        if (why.startsWith("This test exists here but was not found")) {
            return oracle.witnesses().stream()
                    .anyMatch(witness -> witness.planned(task.id(), attempt) && witness.missed(id));
        }
        if (why.startsWith("No worker is left")) {
            return oracle.mayGiveUp();
        }
        // The one that ran it, by name: the innocent do not pay.
        return holders()
                .anyMatch(witness -> witness.isLost() && witness.leftOpen(id) && why.contains(witness.sandbox() + " "));
    }

    /** What it said and nobody was told. */
    private List<String> unheard(Witness witness) {
        List<String> all = new ArrayList<>();
        Predicate<String> ours =
                id -> suite.tasksOf(id).stream().anyMatch(other -> other.id().equals(task.id()));
        witness.ends().forEach((id, ends) -> {
            WorkerEvent end = ends.get(0);
            boolean said = suite.leaves().contains(id) || !suite.knows(id) || isFailure(end);
            if (said && ours.test(id) && !liarHeld() && !oracle.isCancelled() && !oracle.mayGiveUp()) {
                Ending told = recorder.ending(id);
                boolean container =
                        isDivided() && suite.knows(id) && !suite.leaves().contains(id);
                if (told == null || !(container ? told.isFailed() : isSame(end, told))) {
                    all.add("it was " + end + ", and told was " + told);
                }
            }
        });
        return all;
    }

    static boolean isFailure(WorkerEvent end) {
        return end instanceof Finished finished && finished.outcome() == WorkerEvent.Outcome.FAILED;
    }

    private static String above(String id) {
        return SimulatedSuite.above(id);
    }
}
