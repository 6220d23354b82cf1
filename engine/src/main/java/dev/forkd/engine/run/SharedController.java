package dev.forkd.engine.run;

import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.scratch.ScratchDirectory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The connection of all fleets of a run. An embedded controller of its own for each of them would give the same ids to
 * their sandboxes. It is opened when the first fleet needs it. Used by one thread, except that {@link #deleteFiles} may be
 * called from any.
 */
final class SharedController implements AutoCloseable {

    private final ForkdConfiguration configuration;
    private final Host host;
    private volatile @Nullable ScratchDirectory scratch;
    private @Nullable ControllerConnection connection;

    SharedController(ForkdConfiguration configuration, Host host) {
        this.configuration = configuration;
        this.host = host;
    }

    ControllerConnection connection() throws IOException, InterruptedException {
        ControllerConnection open = connection;
        if (open == null) {
            ScratchDirectory directory = scratch;
            if (directory == null) {
                directory = ScratchDirectory.open();
                scratch = directory;
            }
            open = ControllerConnection.open(configuration, directory.path(), host);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
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
