package dev.forkd.engine.discovery;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Remembers the engine roots that it is shown and lets everything through. A post-discovery filter is the
 * only place where the Platform shows them; changing them here would break its rules, so {@link Graft} does
 * that later.
 */
public final class RootCollector implements PostDiscoveryFilter {

    /** Made by the Launcher. */
    public RootCollector() {}

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        if (descriptor.isRoot()) {
            DiscoveryScope.remember(descriptor);
        }
        return FilterResult.included("forkd only looks");
    }
}
