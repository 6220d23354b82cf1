package dev.forkd.engine.run;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Closes what is kept for a further run when the launcher session ends, and sees to it that silence is explained. */
public final class LauncherSessions implements LauncherSessionListener {

    /** Called by the Launcher. */
    public LauncherSessions() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        KeptSession.launcherSessionOpened();
        session.getLauncher().registerTestExecutionListeners(new LeftOut());
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        KeptSession.launcherSessionClosed();
        HeadStart.launcherSessionClosed();
    }
}
