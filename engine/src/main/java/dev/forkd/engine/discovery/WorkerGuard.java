package dev.forkd.engine.discovery;

import dev.forkd.worker.protocol.Protocol;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says whether this JVM is itself a worker, or a child of one. Each of the three marks is enough: tests may
 * clear system properties, start JVMs of their own, or scrub the environment, and an engine that missed all
 * of them would start workers that start workers.
 */
public final class WorkerGuard {

    private final Function<String, @Nullable String> properties;
    private final Map<String, String> environment;

    WorkerGuard(Function<String, @Nullable String> properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** Looks at this JVM. */
    public WorkerGuard() {
        this(System::getProperty, System.getenv());
    }

    /**
     * Answers whether the engine must stay out of the way here.
     *
     * @return true inside a worker
     */
    public boolean insideWorker() {
        return properties.apply(Protocol.WORKER_PROPERTY) != null
                || environment.containsKey(Protocol.WORKER_VARIABLE)
                || !environment.getOrDefault(Protocol.DEPTH_VARIABLE, "0").equals("0");
    }
}
