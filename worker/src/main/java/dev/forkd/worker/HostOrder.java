package dev.forkd.worker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Puts the tests of each Jupiter class in the order that they have on the host. It depends on how they were selected
 * there, which we do not know: who scans a package selects nested classes one by one, in the order of the scan. Filters
 * see the engine's root; it is changed, as on the host, when discovery is over. Other engines keep an order of their own.
 */
final class HostOrder implements PostDiscoveryFilter, LauncherDiscoveryListener {

    private static final String ENGINE = "junit-jupiter";

    private final Map<String, Integer> places = new HashMap<>();
    private @Nullable TestDescriptor root;

    /** Takes the ids that were asked for, in the host's order. */
    HostOrder(List<String> ids) {
        for (String id : ids) {
            int place = places.size();
            for (UniqueId node = UniqueId.parse(id); node.getSegments().size() > 1; node = node.removeLastSegment()) {
                places.putIfAbsent(node.toString(), place);
            }
        }
    }

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        if (descriptor.isRoot()
                && descriptor.getUniqueId().getEngineId().filter(ENGINE::equals).isPresent()) {
            root = descriptor;
        }
        return FilterResult.included("only looks");
    }

    @Override
    public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
        if (root != null) {
            root.getChildren().forEach(this::arrange);
        }
    }

    private void arrange(TestDescriptor node) {
        List<TestDescriptor> children = new ArrayList<>(node.getChildren());
        List<TestDescriptor> arranged =
                children.stream().sorted(Comparator.comparingInt(this::place)).toList();
        if (!arranged.equals(children)) {
            children.forEach(node::removeChild);
            arranged.forEach(node::addChild);
        }
        arranged.forEach(this::arrange);
    }

    private int place(TestDescriptor node) {
        return places.getOrDefault(node.getUniqueId().toString(), Integer.MAX_VALUE);
    }
}
