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
 * Moves the claimed units of the other engines under our root, when discovery, filters and pruning are over
 * and before the test plan is built. Their ids stay as they are, discovery happens once, and an engine whose
 * units were moved has nothing left to run: no test can run twice. Wherever this listener is not called, the
 * tests simply run where they always did.
 */
public final class Graft implements LauncherDiscoveryListener {

    /** Made by the Launcher. */
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
                    moveUnits(roots, ours, new Claim(scope(request)));
                });
    }

    private static void moveUnits(Set<TestDescriptor> roots, TestDescriptor ours, Claim claim) {
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
    }

    /** With a scope that makes no sense we claim everything: running refuses it then, with the reason. */
    private static Scope scope(LauncherDiscoveryRequest request) {
        try {
            return ForkdConfiguration.scope(request.getConfigurationParameters(), System.getenv());
        } catch (ConfigurationException e) {
            return Scope.ALL;
        }
    }
}
