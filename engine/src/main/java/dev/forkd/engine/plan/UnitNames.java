package dev.forkd.engine.plan;

import dev.forkd.schedule.TestTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.UniqueId;

/**
 * The names of units and their tests in recorded times. They are the same as in reports, so that reports can be used as
 * well.
 */
public final class UnitNames {

    private UnitNames() {}

    /**
     * Returns the name of a unit.
     *
     * @param unit the unit
     * @return the name of its class, or the last part of its id for other engines
     */
    public static String nameOf(Unit unit) {
        return UniqueId.parse(unit.id()).getLastSegment().getValue();
    }

    /**
     * Returns the names of a unit's tests. Overloaded methods, and the invocations of one method, have the same name.
     *
     * @param unit the unit
     * @return names by the ids of its leaves; empty for a unit that is itself a single test
     */
    public static Map<String, String> testsOf(Unit unit) {
        int depth = UniqueId.parse(unit.id()).getSegments().size();
        Map<String, String> names = new LinkedHashMap<>();
        for (String leaf : unit.leaves()) {
            List<UniqueId.Segment> segments = UniqueId.parse(leaf).getSegments();
            if (segments.size() > depth) {
                names.put(
                        leaf,
                        segments.stream()
                                .skip(depth)
                                .map(segment -> TestTime.testName(segment.getValue()))
                                .collect(Collectors.joining(".")));
            }
        }
        return names;
    }
}
