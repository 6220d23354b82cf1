package dev.forkd.worker;

import java.util.ArrayList;
import java.util.HashSet;
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
 * The tests of a plan, whose ids are parsed only once. Whole units are selected and then filtered down to the requested tests. Selecting single tests
 * would not do: an engine may take their order for the user's and sort them again, and some engines cannot find every
 * test by its id. Only if single invocations are requested, which no filter can see, their ids are selected themselves.
 */
final class Selection {

    private static final Pattern REGISTERED_LATER = Pattern.compile(".*-invocation|dynamic-(test|container)");
    private static final String SUITE = "suite";

    private final Map<String, UniqueId> requested = new LinkedHashMap<>();

    /**
     * Makes a selection.
     *
     * @param ids the requested ids, in order
     */
    Selection(List<String> ids) {
        ids.forEach(id -> requested.put(id, UniqueId.parse(id)));
    }

    /** The requested ids as they were given, with what they mean, in order. */
    Map<String, UniqueId> requested() {
        return requested;
    }

    /** The ids of the engines that the requested tests belong to. */
    List<String> engines() {
        return requested.values().stream()
                .map(id -> id.getSegments().get(0).getValue())
                .distinct()
                .toList();
    }

    /** The ids to select: whole units, or the single ids of a unit if invocations in it are requested. */
    Set<String> selectors() {
        Map<String, List<String>> units = new LinkedHashMap<>();
        Set<String> inParts = new HashSet<>();
        requested.forEach((id, parsed) -> {
            String unit = unitOf(parsed).toString();
            units.computeIfAbsent(unit, key -> new ArrayList<>()).add(id);
            if (isInvocation(parsed)) {
                inParts.add(unit);
            }
        });
        Set<String> selectors = new LinkedHashSet<>();
        units.forEach((unit, own) -> selectors.addAll(inParts.contains(unit) ? own : List.of(unit)));
        return selectors;
    }

    /** Includes the requested tests, and containers that still have children. */
    PostDiscoveryFilter filter() {
        Set<String> wanted = new LinkedHashSet<>();
        requested.values().forEach(id -> wanted.add(withoutInvocations(id).toString()));
        return descriptor -> FilterResult.includedIf(
                !descriptor.getChildren().isEmpty() || isWithin(descriptor.getUniqueId(), wanted),
                () -> "asked for",
                () -> "not asked for");
    }

    /**
     * Below a requested test there may be tests that the host did not see, because a class template hides its methods;
     * they are included. A suite does not hide its children: if it has none, the host's filters removed them, and the
     * suite then fails as it does in process.
     */
    private static boolean isWithin(UniqueId id, Set<String> wanted) {
        for (UniqueId node = id; node.getSegments().size() > 1; node = node.removeLastSegment()) {
            if (wanted.contains(node.toString())) {
                return node.equals(id) || !node.getLastSegment().getType().equals(SUITE);
            }
        }
        return false;
    }

    /** The unit of a test: the child of the engine's root that it belongs to. */
    static UniqueId unitOf(UniqueId id) {
        UniqueId unit = id;
        while (unit.getSegments().size() > 2) {
            unit = unit.removeLastSegment();
        }
        return unit;
    }

    /**
     * Invocations and dynamic tests exist only while their parent runs, so they are replaced by the nearest ancestor
     * that can be discovered.
     */
    static UniqueId withoutInvocations(UniqueId id) {
        UniqueId node = id;
        while (REGISTERED_LATER.matcher(node.getLastSegment().getType()).matches()) {
            node = node.removeLastSegment();
        }
        return node;
    }

    private static boolean isInvocation(UniqueId id) {
        return !withoutInvocations(id).equals(id);
    }
}
