package dev.forkd.engine.plan;

import dev.forkd.schedule.TestTime;
import java.util.LinkedHashMap;
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
        Map<String, String> names = new LinkedHashMap<>();
        String above = unit.id() + "/";
        for (String leaf : unit.leaves()) {
            if (leaf.startsWith(above)) {
                names.put(leaf, nameOf(leaf, above.length()));
            }
        }
        return names;
    }

    private static String nameOf(String leaf, int from) {
        // A method of the class itself, as nearly all are, whose name has no character that is encoded in an id.
        int colon = leaf.indexOf(':', from);
        int end = leaf.length() - 1;
        if (colon > 0 && leaf.indexOf('/', from) < 0 && leaf.indexOf('%', colon) < 0 && leaf.indexOf('+', colon) < 0) {
            return TestTime.testName(leaf.substring(colon + 1, end));
        }
        return UniqueId.parse(leaf.substring(from)).getSegments().stream()
                .map(segment -> TestTime.testName(segment.getValue()))
                .collect(Collectors.joining("."));
    }
}
