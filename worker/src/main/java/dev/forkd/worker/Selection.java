package dev.forkd.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * The tests of a plan. Whole units are selected and then filtered down to the tests that were
 * asked for: an engine that selected single tests would take their order for the user's and sort it again,
 * and some cannot find every test by its id. Only where single invocations are asked for, which no filter
 * can see, the ids themselves are selected.
 *
 * @param ids the ids that were asked for, in order
 */
record Selection(List<String> ids) {

    private static final Pattern REGISTERED_LATER = Pattern.compile(".*-invocation|dynamic-(test|container)");
    private static final String SUITE = "suite";

    /** The ids of the engines that discovered them. */
    List<String> engines() {
        return ids.stream()
                .map(id -> UniqueId.parse(id).getSegments().get(0).getValue())
                .distinct()
                .toList();
    }

    /** What to select: a unit, or the single ids of one of which invocations are asked for. */
    Set<String> selectors() {
        Map<String, List<String>> units = new LinkedHashMap<>();
        for (String id : ids) {
            units.computeIfAbsent(unitOf(UniqueId.parse(id)).toString(), key -> new ArrayList<>())
                    .add(id);
        }
        Set<String> selectors = new LinkedHashSet<>();
        units.forEach((unit, own) -> {
            boolean whole = own.stream().noneMatch(Selection::isInvocation);
            selectors.addAll(whole ? List.of(unit) : own);
        });
        return selectors;
    }

    /** Lets through the tests that were asked for; containers stay as long as they have any. */
    PostDiscoveryFilter filter() {
        Set<String> wanted = new LinkedHashSet<>();
        ids.forEach(id -> wanted.add(withoutInvocations(UniqueId.parse(id)).toString()));
        return descriptor -> FilterResult.includedIf(
                !descriptor.getChildren().isEmpty() || isWithin(descriptor.getUniqueId(), wanted),
                () -> "asked for",
                () -> "not asked for");
    }

    /**
     * Below a test that was asked for there may be more than the host saw: a class template hides its methods. A suite
     * hides nothing: one without children was emptied by the host's filters, and fails because of that.
     */
    private static boolean isWithin(UniqueId id, Set<String> wanted) {
        for (UniqueId node = id; node.getSegments().size() > 1; node = node.removeLastSegment()) {
            if (wanted.contains(node.toString())) {
                return node.equals(id) || !node.getLastSegment().getType().equals(SUITE);
            }
        }
        return false;
    }

    /** The direct child of the engine that a test belongs to. */
    static UniqueId unitOf(UniqueId id) {
        UniqueId unit = id;
        while (unit.getSegments().size() > 2) {
            unit = unit.removeLastSegment();
        }
        return unit;
    }

    /** Invocations and dynamic tests are registered only while their parent runs: the parent must do. */
    static UniqueId withoutInvocations(UniqueId id) {
        UniqueId node = id;
        while (REGISTERED_LATER.matcher(node.getLastSegment().getType()).matches()) {
            node = node.removeLastSegment();
        }
        return node;
    }

    private static boolean isInvocation(String id) {
        UniqueId parsed = UniqueId.parse(id);
        return !withoutInvocations(parsed).equals(parsed);
    }
}
