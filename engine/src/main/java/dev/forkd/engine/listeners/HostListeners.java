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
 * Keeps the project's service listeners from hearing on the host what happens in sandboxes: there they work in the
 * workers. The Launcher makes its session listeners first and its execution listeners next, looking at a system
 * property for those that it is to leave out; so that is set in between, and set back when the session is open. From
 * then on {@link NativeTests} tells them of what runs here.
 */
public final class HostListeners implements LauncherSessionListener {

    private final @Nullable String setByUser = System.getProperty(ProjectListeners.DEACTIVATE);
    private final List<ServiceLoader.Provider<TestExecutionListener>> providers;

    /** Made by the Launcher. */
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
