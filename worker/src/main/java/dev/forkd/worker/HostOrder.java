package dev.forkd.worker;

import dev.forkd.worker.protocol.NodeIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Puts the tests of each Jupiter class into the order that they have on the host. That order depends on how the host
 * selected them, which we do not know here: scanning a package, for example, selects nested classes one by one, in the
 * order of the scan. As a filter this class gets hold of Jupiter's root, and when discovery is over it reorders the
 * root's descendants. Other engines keep their own order.
 */
final class HostOrder implements PostDiscoveryFilter, LauncherDiscoveryListener {

    private static final String ENGINE = "junit-jupiter";

    private final Map<String, Integer> places = new HashMap<>();
    private @Nullable TestDescriptor root;

    /** Takes the requested ids, in the host's order. */
    HostOrder(Collection<String> ids) {
        for (String id : ids) {
            int place = places.size();
            Optional<String> node = Optional.of(id);
            // Once a node is known, those above it are too.
            while (node.isPresent() && places.putIfAbsent(node.get(), place) == null) {
                node = node.flatMap(NodeIds::parentOf);
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
