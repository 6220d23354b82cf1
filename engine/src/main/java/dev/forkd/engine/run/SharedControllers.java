package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.scratch.ScratchDirectory;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of all fleets of a run. An embedded controller of its own for each of them would give the same ids to
 * their sandboxes. They are opened when the first fleet needs them. Used by one thread, except that {@link #deleteFiles}
 * may be called from any.
 */
final class SharedControllers implements AutoCloseable {

    private final ForkdConfiguration configuration;
    private final Host host;
    private final OpenResources opened;
    private volatile @Nullable ScratchDirectory scratch;
    private List<ControllerConnection> connections = List.of();

    SharedControllers(ForkdConfiguration configuration, Host host) {
        this.configuration = configuration;
        this.host = host;
        this.opened = new OpenResources(host);
    }

    List<ControllerConnection> connections() throws IOException, InterruptedException {
        if (connections.isEmpty()) {
            ScratchDirectory directory = scratch;
            if (directory == null) {
                directory = opened.add(ScratchDirectory.open());
                scratch = directory;
            }
            connections = Reaching.reach(configuration, directory, opened, host);
        }
        return connections;
    }

    @Override
    public void close() {
        opened.close();
    }

    /** Deletes only the files on this machine. */
    void deleteFiles() {
        ScratchDirectory directory = scratch;
        if (directory != null) {
            directory.close();
        }
    }
}
