package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ConfigurationException;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Scope;
import dev.forkd.engine.discovery.WorkerGuard;
import dev.forkd.engine.host.Host;
import dev.forkd.junit.ForkdSandbox;
import dev.forkd.worker.protocol.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Tells the user that the build leaves this engine out although sandboxes are asked for: the engine itself is never
 * called then. Only the first plan of this JVM counts, because later ones may be those of Launchers that tests run; a
 * static field notes that there was one.
 */
final class LeftOut implements TestExecutionListener {

    private static final AtomicBoolean LOOKED = new AtomicBoolean();
    private static final String OURS = UniqueId.forEngine(Protocol.ENGINE_ID).toString();

    private final AtomicBoolean looked;
    private final Supplier<Host> host;
    private final Map<String, String> environment;

    LeftOut() {
        this(LOOKED, Host::ofCapturedOutput, System.getenv());
    }

    LeftOut(AtomicBoolean looked, Supplier<Host> host, Map<String, String> environment) {
        this.looked = looked;
        this.host = host;
        this.environment = environment;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (!looked.compareAndSet(false, true) || new WorkerGuard().insideWorker() || !plan.containsTests()) {
            return;
        }
        if (plan.getRoots().stream().noneMatch(root -> root.getUniqueId().equals(OURS))) {
            asked(plan).ifPresent(what -> host.get()
                    .say("forkd: nothing runs in sandboxes, although " + what + ", because the build leaves the engine"
                            + " 'forkd' out. Take it out of Surefire's or Failsafe's excludeJUnit5Engines (Gradle's"
                            + " excludeEngines), or name it beside the others in includeJUnit5Engines"
                            + " (includeEngines)."));
        }
    }

    private Optional<String> asked(TestPlan plan) {
        try {
            if (ForkdConfiguration.scope(plan.getConfigurationParameters(), environment) == Scope.ALL) {
                return Optional.of("forkd.scope=all asks for it");
            }
        } catch (ConfigurationException e) {
            // Only the engine could say what is wrong with the settings; that it is left out is more important.
            return Optional.of("forkd's settings ask for it");
        }
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .flatMap(test -> annotated(test).stream())
                .findFirst()
                .map(name -> name + " has @ForkdSandbox");
    }

    private static Optional<String> annotated(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        try {
            return source instanceof ClassSource type
                            && AnnotationSupport.isAnnotated(type.getJavaClass(), ForkdSandbox.class)
                    ? Optional.of(type.getClassName())
                    : Optional.empty();
        } catch (JUnitException | LinkageError e) {
            // An engine may name a class that cannot be loaded here; it counts as not annotated.
            return Optional.empty();
        }
    }
}
