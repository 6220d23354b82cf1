package dev.forkd.engine;

import dev.forkd.engine.configuration.TokenProperty;
import dev.forkd.engine.discovery.ForkdRoot;
import dev.forkd.engine.discovery.WorkerGuard;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.run.Execution;
import dev.forkd.engine.run.HeadStart;
import dev.forkd.engine.run.IdleHint;
import dev.forkd.worker.protocol.Protocol;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;

/**
 * Runs tests that other engines on the class path have discovered in forkd sandboxes, and reports them as if they had
 * run here.
 *
 * <p>It discovers nothing itself. After discovery, the claimed tests of the other engines are moved under its root;
 * their ids stay the same. By default it claims the classes with {@code @ForkdSandbox}; with {@code forkd.scope=all} it
 * claims every test. Settings are JUnit configuration parameters, system properties or environment variables;
 * {@code docs/configuration.md} lists them. Without {@code forkd.url} the sandboxes are processes on this machine.
 *
 * <p>Inside a worker this engine does nothing.
 */
public final class ForkdTestEngine implements TestEngine {

    private final PropertySnapshot properties = PropertySnapshot.now();

    /** Called by the Launcher. */
    public ForkdTestEngine() {
        TokenProperty.ofThisProcess().take();
    }

    /** {@return {@code forkd}} */
    @Override
    public String getId() {
        return Protocol.ENGINE_ID;
    }

    /**
     * Returns an empty root; claimed tests are moved under it when discovery is over. This is cheap, because build
     * tools discover many times. Its only side effect is that the controllers are reached meanwhile if Surefire is
     * about to run all tests.
     *
     * @param request the discovery request
     * @param uniqueId the id of the root
     * @return the root
     */
    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        HeadStart.consider(request.getConfigurationParameters());
        return new ForkdRoot(uniqueId, request);
    }

    /**
     * Runs the tests below the root in sandboxes and reports them.
     *
     * @param request the root, and the listener to report to
     * @throws JUnitException if no other engine took part, because running no tests would look like a success
     */
    @Override
    public void execute(ExecutionRequest request) {
        TestDescriptor root = request.getRootTestDescriptor();
        EngineExecutionListener listener = request.getEngineExecutionListener();
        listener.executionStarted(root);
        if (root instanceof ForkdRoot ours && ours.isAlone()) {
            throw new JUnitException("No other test engine took part, so there was no test to run: forkd discovers"
                    + " nothing itself but runs what other engines discover. Put the others beside it (Surefire's"
                    + " includeJUnit5Engines, Gradle's includeEngines: for example junit-jupiter), or leave that setting"
                    + " out; or put an engine on the test class path.");
        }
        if (root instanceof ForkdRoot ours && !new WorkerGuard().insideWorker()) {
            ours.remark().ifPresent(line -> Host.of(listener).say(line));
            if (!ours.isSeenByTheGraft()) {
                IdleHint.tellOfAnOldLauncher(request);
            } else if (root.getChildren().isEmpty()) {
                IdleHint.tell(request);
            } else {
                new Execution(ours, request, properties).execute();
            }
        }
        listener.executionFinished(root, TestExecutionResult.successful());
    }
}
