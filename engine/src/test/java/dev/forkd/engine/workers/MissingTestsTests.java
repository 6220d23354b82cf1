package dev.forkd.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.channel.EventStream.ReceivedEvent;
import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent.Unresolved;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MissingTestsTests {

    private static final String CLASS = "[engine:e]/[class:C]";

    private final Unit unit = unit(CLASS, 2);
    private final WorkQueue<Unit> queue = new WorkQueue<>(List.of(unit, unit("[engine:e]/[class:D]", 1)), 2);
    private final List<WorkerPlan> plans = List.of(new WorkerPlan(1, queue.take()));
    private final MissingTests missing = new MissingTests();

    @Test
    void no_more_is_kept_than_can_be_missing() {
        for (int i = 0; i < 1_000; i++) {
            missing.add(CLASS, report(CLASS + "/[method:" + i + "]"), plans);
            missing.add("[engine:e]/[class:made-up-" + i + "]", report("made up"), plans);
        }

        assertThat(missing.size()).isEqualTo(2);
        assertThat(missing.take(CLASS)).hasSize(2);
        assertThat(missing.take(CLASS)).isEmpty();
    }

    @Test
    void what_another_worker_has_is_forgotten() {
        missing.add(CLASS, report(CLASS + "/[method:1]"), plans);
        queue.claim(unit);
        plans.get(0).decide(queue, 9, true);

        missing.forgetOthers(plans);

        assertThat(missing.size()).isZero();
    }

    private static ReceivedEvent report(String id) {
        return new ReceivedEvent(new EventLine(1, 1, new Unresolved(id, null)), "");
    }

    private static Unit unit(String id, int tests) {
        List<String> ids = java.util.stream.IntStream.range(0, tests)
                .mapToObj(test -> id + "/[method:" + test + "]")
                .toList();
        return new Unit(id, "C", ids, Set.of(), Set.copyOf(ids), tests, true);
    }
}
