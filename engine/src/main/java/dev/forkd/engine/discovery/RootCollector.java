package dev.forkd.engine.discovery;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Remembers the engine roots and excludes nothing. Only post-discovery filters get to see the roots, but they must not
 * change them, so {@link Graft} does that later.
 */
public final class RootCollector implements PostDiscoveryFilter {

    /** Called by the Launcher. */
    public RootCollector() {}

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        if (descriptor.isRoot()) {
            DiscoveryScope.remember(descriptor);
        }
        return FilterResult.included("forkd only looks");
    }
}
