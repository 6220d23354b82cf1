package dev.forkd.engine.workers;

import dev.forkd.engine.channel.EventStream.ReceivedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker reported as not found, of units that it may still be granted. It keeps no more than can be true, since a
 * worker may make up any number of ids.
 */
final class MissingTests {

    private final Map<String, List<ReceivedEvent>> ofUnits = new HashMap<>();

    /** Keeps a report, if the unit is in one of the plans and so much of it can be missing. */
    void add(String unit, ReceivedEvent missing, Collection<WorkerPlan> plans) {
        int most = plans.stream().mapToInt(plan -> plan.selectorsOf(unit)).sum();
        if (ofUnits.getOrDefault(unit, List.of()).size() < most) {
            ofUnits.computeIfAbsent(unit, key -> new ArrayList<>()).add(missing);
        }
    }

    /** Removes and returns what was reported of a unit. */
    List<ReceivedEvent> take(String unit) {
        List<ReceivedEvent> reported = ofUnits.remove(unit);
        return reported == null ? List.of() : reported;
    }

    /** Forgets the units that none of the plans may get any more. */
    void forgetOthers(Collection<WorkerPlan> plans) {
        ofUnits.keySet().removeIf(unit -> plans.stream().noneMatch(plan -> plan.mayGet(unit)));
    }

    int size() {
        return ofUnits.values().stream().mapToInt(List::size).sum();
    }
}
