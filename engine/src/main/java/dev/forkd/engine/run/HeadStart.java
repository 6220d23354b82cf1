package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ConfigurationException;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Scope;
import dev.forkd.engine.configuration.Warm;
import dev.forkd.engine.discovery.WorkerGuard;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.LateHost;
import dev.forkd.engine.host.QuickCompilation;
import dev.forkd.engine.host.SurefireDiscovery;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * Reaches the controllers while Surefire still discovers tests: both take a moment, and neither needs the other.
 * Nothing is made there yet. Other hosts may discover without running anything, so only Surefire gets a head start, once
 * in the life of its JVM, and only where the engine claims all tests. It ends with the launcher session if no run takes
 * it.
 *
 * <p>A discovery has nothing in common with the run that follows but the JVM, so it is held in a static field.
 */
public final class HeadStart {

    private static final AtomicBoolean CONSIDERED = new AtomicBoolean();
    private static final AtomicReference<@Nullable HeadStart> BEGUN = new AtomicReference<>();

    private final ForkdConfiguration configuration;
    private final LateHost host = new LateHost();
    private final ControllerConnections connections;
    private final Thread thread = new Thread(null, this::reach, "forkd-head-start", 0, false);
    private final Thread hook = new Thread(this::close, "forkd-shutdown-head-start");

    private HeadStart(ForkdConfiguration configuration) {
        this.configuration = configuration;
        this.connections = new ControllerConnections(configuration, host);
    }

    /**
     * Begins, if a run will follow.
     *
     * @param parameters the parameters of the discovery
     */
    public static void consider(ConfigurationParameters parameters) {
        if (CONSIDERED.compareAndSet(false, true)
                && KeptSession.possible()
                && SurefireDiscovery.isGoingOn()
                && !new WorkerGuard().insideWorker()) {
            try {
                if (ForkdConfiguration.scope(parameters, System.getenv()) == Scope.ALL) {
                    if (QuickCompilation.isMeantForThisJvm()) {
                        QuickCompilation.ofDiscovery();
                    }
                    begin(ForkdConfiguration.read(parameters, System.getenv()));
                }
            } catch (ConfigurationException e) {
                // The run refuses the settings too, and says why.
            }
        }
    }

    static void begin(ForkdConfiguration configuration) {
        HeadStart begun = new HeadStart(configuration);
        try {
            Runtime.getRuntime().addShutdownHook(begun.hook);
        } catch (IllegalStateException e) {
            // This JVM is already shutting down.
            return;
        }
        BEGUN.set(begun);
        begun.thread.setDaemon(true);
        begun.thread.start();
    }

    /** Tells that all tests that were discovered will run in sandboxes. */
    static void nothingRunsHere() {
        if (BEGUN.get() != null && QuickCompilation.isMeantForThisJvm()) {
            QuickCompilation.ofEverything();
        }
    }

    private void reach() {
        try {
            for (ControllerConnection connection : connections.all()) {
                if (connection.embedded() && configuration.n() > 1 && configuration.warm() != Warm.OFF) {
                    // Only finds out whether it does, which takes a moment.
                    connection.copiesProcesses();
                }
            }
        } catch (IOException | RuntimeException e) {
            // Whoever asks for the connections gets the reason.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the connections of a run: those that were reached already, if the run has the same settings. */
    static ControllerConnections connections(ForkdConfiguration configuration, Host host) {
        HeadStart begun = BEGUN.getAndSet(null);
        if (begun != null && begun.removeHook()) {
            if (begun.configuration.equals(configuration)) {
                begun.host.attach(host);
                return begun.connections;
            }
            begun.close();
        }
        return new ControllerConnections(configuration, host);
    }

    /** Closes the connections that no run has taken. */
    static void launcherSessionClosed() {
        HeadStart begun = BEGUN.getAndSet(null);
        if (begun != null && begun.removeHook()) {
            begun.close();
        }
    }

    private void close() {
        thread.interrupt();
        connections.close();
    }

    /** Returns whether it was removed. If not, this JVM is shutting down, and the hook closes everything. */
    private boolean removeHook() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
