package dev.forkd.engine.run;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends what was kept for further runs with the launcher session that they would have been in. */
public final class LauncherSessions implements LauncherSessionListener {

    /** Made by the Launcher. */
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
