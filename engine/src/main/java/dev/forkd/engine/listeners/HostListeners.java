package dev.forkd.engine.listeners;

import dev.forkd.engine.discovery.WorkerGuard;
import dev.forkd.worker.listeners.ProjectListeners;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;

/**
 * Keeps the project's service listeners from being told on the host about tests in sandboxes; they work in the workers.
 * The Launcher first creates its session listeners and then its execution listeners, reading from a system property
 * which of the latter to leave out. So the property is set here, in between, and reset when the session is open. From
 * then on {@link NativeTests} tells the listeners about tests that run here.
 */
public final class HostListeners implements LauncherSessionListener {

    private final @Nullable String setByUser = System.getProperty(ProjectListeners.DEACTIVATE);
    private final List<ServiceLoader.Provider<TestExecutionListener>> providers;

    /** Called by the Launcher. */
    public HostListeners() {
        String deactivated = ProjectListeners.withoutOurs(ProjectListeners.deactivatedByUser());
        providers = new WorkerGuard().insideWorker() ? List.of() : ProjectListeners.find(deactivated);
        if (!providers.isEmpty()) {
            System.setProperty(ProjectListeners.DEACTIVATE, ProjectListeners.with(deactivated, providers));
        }
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (providers.isEmpty()) {
            return;
        }
        if (setByUser == null) {
            System.clearProperty(ProjectListeners.DEACTIVATE);
        } else {
            System.setProperty(ProjectListeners.DEACTIVATE, setByUser);
        }
        session.getLauncher().registerTestExecutionListeners(NativeTests.relayTo(providers));
    }
}
