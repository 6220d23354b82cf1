package dev.forkd.engine.run;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Closes a kept session when the launcher session ends. */
public final class LauncherSessions implements LauncherSessionListener {

    /** Called by the Launcher. */
    public LauncherSessions() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        KeptSession.launcherSessionOpened();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        KeptSession.launcherSessionClosed();
    }
}
