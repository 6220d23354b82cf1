package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.scratch.ScratchDirectory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The connections of all fleets of a run. An embedded controller of its own for each of them would give the same ids to
 * their sandboxes. They are opened by the thread that first asks for them. Thread-safe.
 */
final class ControllerConnections implements AutoCloseable {

    private final ForkdConfiguration configuration;
    private final Host host;
    private final OpenResources opened;
    private final FutureTask<List<ControllerConnection>> reaching = new FutureTask<>(this::reach);
    private final Object open = new Object();
    private boolean closed;
    private volatile @Nullable ScratchDirectory scratch;

    ControllerConnections(ForkdConfiguration configuration, Host host) {
        this.configuration = configuration;
        this.host = host;
        this.opened = new OpenResources(host);
    }

    /**
     * Returns the connections. If another thread is already reaching the controllers, this one waits for it.
     *
     * @throws IOException if the embedded controller cannot be started
     * @throws InterruptedException if interrupted
     */
    List<ControllerConnection> all() throws IOException, InterruptedException {
        // Does nothing if another thread has begun.
        reaching.run();
        try {
            return reaching.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof InterruptedException interruption) {
                throw interruption;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }

    private List<ControllerConnection> reach() throws IOException, InterruptedException {
        synchronized (open) {
            if (closed) {
                throw new CancellationException("The run has ended");
            }
            ScratchDirectory directory = opened.add(ScratchDirectory.open());
            scratch = directory;
            return Reaching.reach(configuration, directory, opened, host);
        }
    }

    /** Closes everything. Reaching the controllers is broken off if it has not ended. */
    @Override
    public void close() {
        reaching.cancel(true);
        synchronized (open) {
            closed = true;
            opened.close();
        }
    }

    /** Deletes only the files on this machine. */
    void deleteFiles() {
        ScratchDirectory directory = scratch;
        if (directory != null) {
            directory.close();
        }
    }
}
