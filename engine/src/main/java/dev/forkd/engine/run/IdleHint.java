package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ConfigurationException;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Scope;
import dev.forkd.engine.host.Host;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.ExecutionRequest;

/**
 * Tells the user once that the engine is active but has nothing to do; otherwise users who have just added the
 * dependency would wonder. Build tools run the Launcher many times in a JVM, so a static field notes that it was told.
 */
public final class IdleHint {

    private static final String WITHOUT_LISTENERS =
            "all tests run in this JVM, because its JUnit Platform Launcher does not call forkd's listeners. It is older"
                    + " than 1.10, or its configuration turns them off. Surefire 3.2.5 and JUnit 5.10, or newer ones, bring"
                    + " a Launcher that does.";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private IdleHint() {}

    /**
     * Shows the hint, if nothing was claimed because nothing is annotated.
     *
     * @param request a request without any claimed tests
     */
    public static void tell(ExecutionRequest request) {
        if (nothingIsAnnotated(request) && TOLD.compareAndSet(false, true)) {
            Host host = Host.of(request.getEngineExecutionListener());
            // A misspelt FORKD_SCOPE may be the reason why nothing is claimed.
            ForkdConfiguration.warningsAbout(System.getenv()).forEach(warning -> host.say("forkd: " + warning));
            host.say("forkd: no class here has @ForkdSandbox, so all tests run in this JVM. To run every test in"
                    + " sandboxes set FORKD_SCOPE=all, or forkd.scope=all.");
        }
    }

    /**
     * Says that nothing can be claimed, because the Launcher did not call forkd's listeners.
     *
     * @param request a request without any claimed tests
     * @throws JUnitException if the Launcher is so old that a line would not be seen: it logs what an engine throws
     */
    public static void tellOfAnOldLauncher(ExecutionRequest request) {
        try {
            request.getConfigurationParameters().keySet();
        } catch (AbstractMethodError e) {
            throw new JUnitException("forkd: " + WITHOUT_LISTENERS);
        }
        Host.of(request.getEngineExecutionListener()).say("forkd: " + WITHOUT_LISTENERS);
    }

    private static boolean nothingIsAnnotated(ExecutionRequest request) {
        try {
            return ForkdConfiguration.scope(request.getConfigurationParameters(), System.getenv()) == Scope.ANNOTATED;
        } catch (ConfigurationException e) {
            // The invalid setting is reported when there are tests to run.
            return false;
        }
    }
}
