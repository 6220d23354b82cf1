package it.shared;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Registered by a service file; the Launcher tells it before any engine is asked for tests. */
public final class SessionListener implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Journal.tell("session opened");
        if (Boolean.getBoolean("it.session.fails") && System.getenv("SANDBOX_INDEX") != null) {
            System.out.println("the listener looks for its licence");
            throw new IllegalStateException("there is no licence here");
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Journal.tell("session closed");
    }
}
