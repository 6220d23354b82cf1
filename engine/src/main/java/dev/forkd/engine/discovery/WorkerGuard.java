package dev.forkd.engine.discovery;

import dev.forkd.worker.protocol.Protocol;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether this JVM is a worker, or was started by one. Each of the three marks suffices, because tests may clear
 * system properties, start JVMs of their own, or clear the environment. An engine that missed all marks would start
 * workers that start workers.
 */
public final class WorkerGuard {

    private final Function<String, @Nullable String> properties;
    private final Map<String, String> environment;

    WorkerGuard(Function<String, @Nullable String> properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** Makes a guard for this JVM. */
    public WorkerGuard() {
        this(System::getProperty, System.getenv());
    }

    /**
     * Tells whether the engine must do nothing here.
     *
     * @return {@code true} inside a worker
     */
    public boolean insideWorker() {
        return properties.apply(Protocol.WORKER_PROPERTY) != null
                || environment.containsKey(Protocol.WORKER_VARIABLE)
                || !environment.getOrDefault(Protocol.DEPTH_VARIABLE, "0").equals("0");
    }
}
