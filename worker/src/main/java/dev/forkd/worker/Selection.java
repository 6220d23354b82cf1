package dev.forkd.worker;

import dev.forkd.worker.protocol.NodeIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * The tests of a plan. Whole units are selected and then filtered down to the requested tests. Selecting single tests
 * would not do: an engine may take their order for the user's and sort them again, and some engines cannot find every
 * test by its id. Only if single invocations are requested, which no filter can see, their ids are selected themselves.
 */
final class Selection {

    private static final String INVOCATION = "-invocation";
    private static final Set<String> DYNAMIC = Set.of("dynamic-test", "dynamic-container");
    private static final String SUITE = "suite";

    private final Set<String> requested;
    private final Map<String, String> classes;

    /**
     * Makes a selection.
     *
     * @param ids the requested ids, in order
     * @param classes the classes of those units that are to be selected by them
     */
    Selection(List<String> ids, Map<String, String> classes) {
        this.requested = new LinkedHashSet<>(ids);
        this.classes = classes;
    }

    /** The requested ids, in order. */
    Set<String> requested() {
        return requested;
    }

    /** The ids of the engines that the requested tests belong to. */
    List<String> engines() {
        return requested.stream()
                .map(NodeIds::rootOf)
                .distinct()
                .map(root -> UniqueId.parse(root).getSegments().get(0).getValue())
                .toList();
    }

    /**
     * Returns the classes of units of which nothing was found. The value at the end of a unit's id may be its name.
     *
     * @param found the ids of what was found
     * @return the names of classes that can be loaded, by the ids of units
     */
    Map<String, String> classesOfOthersThan(Set<String> found) {
        Set<String> units = new LinkedHashSet<>();
        requested.forEach(id -> units.add(NodeIds.unitOf(id)));
        requested.stream()
                .filter(id -> found.contains(withoutInvocations(id)))
                .forEach(id -> units.remove(NodeIds.unitOf(id)));
        Map<String, String> others = new LinkedHashMap<>();
        units.forEach(
                unit -> others.put(unit, UniqueId.parse(unit).getLastSegment().getValue()));
        others.values()
                .removeIf(name ->
                        ReflectionSupport.tryToLoadClass(name).toOptional().isEmpty());
        return others;
    }

    /** Whole units, or the single ids of a unit if invocations in it are requested. */
    List<DiscoverySelector> selectors() {
        Map<String, List<String>> units = new LinkedHashMap<>();
        Set<String> inParts = new HashSet<>();
        for (String id : requested) {
            String unit = NodeIds.unitOf(id);
            units.computeIfAbsent(unit, key -> new ArrayList<>()).add(id);
            if (isRegisteredLater(id)) {
                inParts.add(unit);
            }
        }
        List<DiscoverySelector> selectors = new ArrayList<>();
        units.forEach((unit, own) -> {
            String type = classes.get(unit);
            if (type != null) {
                selectors.add(DiscoverySelectors.selectClass(type));
            } else {
                (inParts.contains(unit) ? own : List.of(unit))
                        .stream().map(DiscoverySelectors::selectUniqueId).forEach(selectors::add);
            }
        });
        return selectors;
    }

    /** Includes the requested tests, and containers that still have children. */
    PostDiscoveryFilter filter() {
        Set<String> wanted = new HashSet<>();
        requested.forEach(id -> wanted.add(withoutInvocations(id)));
        FilterResult included = FilterResult.included("asked for");
        FilterResult excluded = FilterResult.excluded("not asked for");
        return descriptor -> !descriptor.getChildren().isEmpty()
                        || isWithin(descriptor.getUniqueId().toString(), wanted)
                ? included
                : excluded;
    }

    /**
     * Below a requested test there may be tests that the host did not see, because a class template hides its methods;
     * they are included. A suite does not hide its children: if it has none, the host's filters removed them, and the
     * suite then fails as it does in process.
     */
    private static boolean isWithin(String id, Set<String> wanted) {
        if (wanted.contains(id)) {
            return true;
        }
        for (Optional<String> above = NodeIds.parentOf(id);
                above.isPresent();
                above = above.flatMap(NodeIds::parentOf)) {
            if (wanted.contains(above.get())) {
                return !NodeIds.typeOf(above.get()).equals(SUITE);
            }
        }
        return false;
    }

    /**
     * Invocations and dynamic tests exist only while their parent runs, so they are replaced by the nearest ancestor
     * that can be discovered.
     */
    static String withoutInvocations(String id) {
        String node = id;
        while (isRegisteredLater(node)) {
            node = NodeIds.parentOf(node).orElseThrow();
        }
        return node;
    }

    private static boolean isRegisteredLater(String id) {
        String type = NodeIds.typeOf(id);
        return type.endsWith(INVOCATION) || DYNAMIC.contains(type);
    }
}
