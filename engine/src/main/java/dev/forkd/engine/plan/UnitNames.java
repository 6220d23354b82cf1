package dev.forkd.engine.plan;

import dev.forkd.schedule.TestTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.UniqueId;

/** What units and their tests are called in records of times: as reports call them, so that both can be used. */
public final class UnitNames {

    private UnitNames() {}

    /**
     * Names a unit.
     *
     * @param unit the unit
     * @return the name of its class, or whatever its engine puts last into its id
     */
    public static String nameOf(Unit unit) {
        return UniqueId.parse(unit.id()).getLastSegment().getValue();
    }

    /**
     * Names the tests of a unit. Overloads and the invocations of one method share a name.
     *
     * @param unit the unit
     * @return names by the ids of its leaves; none for a unit that is a single test itself
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
