package dev.forkd.engine.discovery;

import dev.forkd.engine.configuration.ConfigurationException;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Scope;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Moves the claimed units of the other engines under our root, after discovery, filters and pruning and before the test
 * plan is built. The ids of the tests do not change, and discovery happens only once. An engine whose units were moved
 * has nothing left to run, so no test can run twice. If this listener is not called, the tests simply run as they would
 * without forkd.
 */
public final class Graft implements LauncherDiscoveryListener {

    /** Called by the Launcher. */
    public Graft() {}

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        DiscoveryScope.open(request);
    }

    @Override
    public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
        Set<TestDescriptor> roots = DiscoveryScope.close(request);
        if (new WorkerGuard().insideWorker()) {
            return;
        }
        roots.stream()
                .filter(ForkdRoot.class::isInstance)
                .findFirst()
                .map(ForkdRoot.class::cast)
                .ifPresent(ours -> {
                    ours.discoveredAlone(roots.size() == 1);
                    MissingProviders.in(roots, registersWhatItFinds(request)).ifPresent(ours::remark);
                    moveUnits(roots, ours, new Claim(scope(request)));
                });
    }

    private static boolean registersWhatItFinds(LauncherDiscoveryRequest request) {
        return request.getConfigurationParameters()
                .getBoolean(MissingProviders.AUTODETECTION)
                .orElse(false);
    }

    static void moveUnits(Set<TestDescriptor> roots, ForkdRoot ours, Claim claim) {
        for (TestDescriptor root : roots) {
            if (root != ours) {
                for (TestDescriptor unit : List.copyOf(root.getChildren())) {
                    if (claim.covers(unit) && KotestSpecs.release(root, unit)) {
                        root.removeChild(unit);
                        ours.addChild(unit);
                    }
                }
            }
        }
        ours.graftedAll(roots.stream()
                .allMatch(root -> root == ours || root.getChildren().isEmpty()));
    }

    /** If the scope is invalid, everything is claimed; the execution then refuses the settings and reports why. */
    private static Scope scope(LauncherDiscoveryRequest request) {
        try {
            return ForkdConfiguration.scope(request.getConfigurationParameters(), System.getenv());
        } catch (ConfigurationException e) {
            return Scope.ALL;
        }
    }
}
