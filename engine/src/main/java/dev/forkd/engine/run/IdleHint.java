package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ConfigurationException;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Scope;
import dev.forkd.engine.host.Host;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.engine.ExecutionRequest;

/**
 * Tells once in a JVM that the engine is there and does nothing: who has just added the dependency would look for the
 * reason otherwise. Build tools run the Launcher many times in a JVM, so that it was told is held here.
 */
public final class IdleHint {

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private IdleHint() {}

    /**
     * Tells it, if nothing was claimed because nothing is annotated.
     *
     * @param request a request in which nothing is ours
     */
    public static void tell(ExecutionRequest request) {
        if (nothingIsAnnotated(request) && TOLD.compareAndSet(false, true)) {
            Host.of(request.getEngineExecutionListener())
                    .say("forkd: no class here has @ForkdSandbox, so all tests run in this JVM. To run every test in"
                            + " sandboxes set FORKD_SCOPE=all, or forkd.scope=all.");
        }
    }

    private static boolean nothingIsAnnotated(ExecutionRequest request) {
        try {
            return ForkdConfiguration.scope(request.getConfigurationParameters(), System.getenv()) == Scope.ANNOTATED;
        } catch (ConfigurationException e) {
            // Told where there is something to run.
            return false;
        }
    }
}
