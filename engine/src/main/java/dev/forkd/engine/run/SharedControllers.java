package dev.forkd.engine.run;

import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.Controllers;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.scratch.ScratchDirectory;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of all fleets of a run. An embedded controller of its own for each of them would give the same ids to
 * their sandboxes. They are opened when the first fleet needs it. Used by one thread, except that {@link #deleteFiles} may be
 * called from any.
 */
final class SharedControllers implements AutoCloseable {

    private final ForkdConfiguration configuration;
    private final Host host;
    private volatile @Nullable ScratchDirectory scratch;
    private List<ControllerConnection> connections = List.of();

    SharedControllers(ForkdConfiguration configuration, Host host) {
        this.configuration = configuration;
        this.host = host;
    }

    List<ControllerConnection> connections() throws IOException, InterruptedException {
        if (connections.isEmpty()) {
            ScratchDirectory directory = scratch;
            if (directory == null) {
                directory = ScratchDirectory.open();
                scratch = directory;
            }
            connections = Controllers.reach(configuration, directory.path(), host);
        }
        return connections;
    }

    @Override
    public void close() {
        try {
            connections.forEach(ControllerConnection::close);
            deleteFiles();
        } catch (RuntimeException e) {
            host.say("forkd: cleaning up failed; the next run tries again. "
                    + OutputTail.clean(String.valueOf(e.getMessage())));
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
