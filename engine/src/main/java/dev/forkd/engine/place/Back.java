package dev.forkd.engine.place;

import dev.forkd.client.ForkdException;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Brings files that tests have written back into the project. They are collected from each sandbox when its worker has
 * ended, and put into the project when all workers have. Thread-safe; never fails, because the tests already have their
 * results.
 */
final class Back {

    private final World world;
    private final Path scratch;
    private final List<String> outputs;
    private final Host host;
    private final Homecoming homecoming;
    private final OutputBudget budget = OutputBudget.ofARun();

    Back(World world, Path scratch, List<String> outputs, Host host) {
        this.world = world;
        this.scratch = scratch;
        this.outputs = outputs;
        this.host = host;
        this.homecoming = new Homecoming(
                world.buildRoot(),
                world.project(),
                LateCoverage.overwrittenFile(world.arguments(), world.workingDirectory()),
                host);
    }

    void collect(Sandbox sandbox, PlaceKind kind, WorldFiles files) {
        try {
            switch (kind) {
                case VIEW ->
                    new ViewChanges(sandbox, (WorldFiles.OnThisMachine) files, scratch, world, host)
                            .collectInto(homecoming);
                case OVERLAY, COMPOSED ->
                    new GuestOutputs(sandbox, files.workDirectory(), scratch, world, outputs, host, budget)
                            .collectInto(homecoming);
                case SHARED -> {}
            }
        } catch (ForkdException | IOException e) {
            tell(sandbox, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A full disk, or an answer that nobody expected. The worker's slot must go on.
            tell(sandbox, e.toString());
        }
    }

    private void tell(Sandbox sandbox, String why) {
        host.say("forkd: what tests wrote in sandbox " + sandbox.id() + " is lost: " + OutputTail.clean(why));
    }

    void bringHome() {
        homecoming.apply();
    }
}
