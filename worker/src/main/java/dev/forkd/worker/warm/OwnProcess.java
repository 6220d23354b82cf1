package dev.forkd.worker.warm;

import java.util.Optional;

/**
 * Lets {@code ProcessHandle.current()} of a copied JVM mean the copy. The JDK tells processes with the same number apart
 * by the time when they started, and remembers that of its own; a copy started later, so for that handle it would no
 * longer be alive, and have neither a CPU time nor a command.
 */
final class OwnProcess {

    private static final String STARTED = "startTime";

    private final JdkFields fields;

    OwnProcess(JdkFields fields) {
        this.fields = fields;
    }

    /** Renews the handle. It also runs once before copying, to find out whether it works in this JVM. */
    void renew() throws ReflectiveOperationException {
        ProcessHandle own = ProcessHandle.current();
        Optional<ProcessHandle> fresh = ProcessHandle.of(own.pid());
        if (fresh.isPresent()) {
            Class<?> type = own.getClass();
            fields.set(own, type, STARTED, fields.get(fresh.get(), type, STARTED));
        }
    }
}
