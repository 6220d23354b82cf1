package dev.forkd.engine.run;

import dev.forkd.client.Leases;
import dev.forkd.client.StateDirectory;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.Controllers;
import dev.forkd.engine.fleet.Sweep;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.scratch.ScratchDirectory;
import java.io.IOException;
import java.util.List;

/**
 * Reaches the controllers. What is said then, and what is deleted of earlier runs, is said and deleted once, however many
 * fleets use the connections.
 */
final class Reaching {

    private Reaching() {}

    static List<ControllerConnection> reach(
            ForkdConfiguration configuration, ScratchDirectory scratch, OpenResources resources, Host host)
            throws IOException, InterruptedException {
        // A misspelt variable may be the reason why a controller cannot be used.
        ForkdConfiguration.warningsAbout(System.getenv()).forEach(warning -> host.say("forkd: " + warning));
        List<ControllerConnection> connections = Controllers.reach(configuration, scratch.path(), host);
        connections.forEach(resources::add);
        Leases leases = Leases.in(StateDirectory.standard());
        resources
                .add(new Sweep(
                        leases,
                        connections.stream().map(ControllerConnection::client).toList(),
                        host))
                .begin();
        return connections;
    }
}
