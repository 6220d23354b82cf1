package dev.forkd.engine.discovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * The engine roots that were seen during one discovery.
 *
 * <p>The Launcher creates the filter that sees the roots and the listener that moves them independently, so they share
 * data through a thread-local. Discoveries nest if an engine or a test runs a Launcher, so they are kept on a stack. A
 * discovery that was aborted is removed when the enclosing one ends.
 */
final class DiscoveryScope {

    private static final ThreadLocal<Deque<DiscoveryScope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

    private final LauncherDiscoveryRequest request;
    private final Set<TestDescriptor> roots = new LinkedHashSet<>();

    private DiscoveryScope(LauncherDiscoveryRequest request) {
        this.request = request;
    }

    static void open(LauncherDiscoveryRequest request) {
        OPEN.get().push(new DiscoveryScope(request));
    }

    static int openOnThisThread() {
        return OPEN.get().size();
    }

    static void remember(TestDescriptor root) {
        DiscoveryScope scope = OPEN.get().peek();
        if (scope != null) {
            scope.roots.add(root);
        }
    }

    /** Ends the discovery for this request, and returns the roots that were seen in it. */
    static Set<TestDescriptor> close(LauncherDiscoveryRequest request) {
        Deque<DiscoveryScope> open = OPEN.get();
        boolean known = open.stream().anyMatch(scope -> scope.request == request);
        Set<TestDescriptor> roots = Set.of();
        while (known && !open.isEmpty()) {
            DiscoveryScope scope = open.pop();
            if (scope.request == request) {
                roots = scope.roots;
                known = false;
            }
        }
        if (open.isEmpty()) {
            OPEN.remove();
        }
        return roots;
    }
}
