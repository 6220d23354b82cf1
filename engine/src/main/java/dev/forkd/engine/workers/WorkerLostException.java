package dev.forkd.engine.workers;

import org.junit.platform.commons.JUnitException;

/** The failure of a test that was running when its sandbox or its worker was lost. */
public final class WorkerLostException extends JUnitException {

    private static final long serialVersionUID = 1L;

    WorkerLostException(String message) {
        super(message);
    }
}
