package dev.forkd.action;

import dev.forkd.action.run.Controller;
import dev.forkd.action.run.ControllerAddress;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.Request;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Leases;
import dev.forkd.client.StateDirectory;
import dev.forkd.client.SweepReport;
import dev.forkd.wire.SandboxInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The post step: deletes what the main step left over. If the main step is still cleaning up, it waits. */
final class PostStep {
    /** Name of the file that marks that a build's engine may have left sandboxes, because the build was cut short. */
    static final String ENGINE = "engine";

    private static final long PATIENCE_MILLIS = 90_000;
    private static final long PAUSE_MILLIS = 500;

    private final Console console;
    private final Request request;

    PostStep(Console console, Request request) {
        this.console = console;
        this.request = request;
    }

    /** Always returns {@link Exit#OK}, because a post step must not fail the job. */
    Exit perform() {
        if (!request.kept().isBlank()) {
            tellWhatWasKept(List.of(request.kept().strip().split("\\s+")));
        }
        try {
            sweep();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InputException | IOException | ForkdException e) {
            console.annotate(
                    Console.Level.WARNING, "forkd: the sandboxes of this step may not be deleted. " + e.getMessage());
        }
        return Exit.OK;
    }

    /** Names only sandboxes that still exist, because a later step may have deleted some. */
    private void tellWhatWasKept(List<String> ids) {
        var inputs = new Inputs(request.inputs());
        ControllerAddress address = ControllerAddress.orEmbedded(inputs);
        if (address.embedded()) {
            return;
        }
        try {
            inputs.require();
            try (Controller controller = Controller.open(address, System.getenv(), request.workspace())) {
                Set<String> alive = controller.client().sandboxes().stream()
                        .map(SandboxInfo::id)
                        .collect(Collectors.toSet());
                List<String> kept = ids.stream().filter(alive::contains).toList();
                if (!kept.isEmpty()) {
                    console.say("cleanup is false, so these sandboxes were kept: " + String.join(" ", kept));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InputException | IOException | ForkdException e) {
            console.say("cleanup is false, so these sandboxes were to be kept: " + String.join(" ", ids)
                    + ". Whether they still live could not be asked: " + e.getMessage());
        }
    }

    private void sweep() throws InputException, IOException, InterruptedException {
        boolean own = !LeaseFiles.in(request.directory()).isEmpty();
        boolean engine = Files.exists(request.directory().resolve(ENGINE));
        if (!own && !engine) {
            return;
        }
        var inputs = new Inputs(request.inputs());
        ControllerAddress address = ControllerAddress.orEmbedded(inputs);
        inputs.require();
        if (address.embedded()) {
            // The embedded controller's sandboxes end together with it. The sweep only needs a client that finds
            // nothing at the address.
            sweep(
                    request.directory(),
                    uri -> Optional.of(ForkdClient.builder(uri).build()));
            return;
        }
        try (Controller controller = Controller.open(address, System.getenv(), request.workspace())) {
            sweep(request.directory(), controller::clientFor);
            if (engine) {
                // The engine keeps its leases in the standard directory, so that its next run on this machine finds
                // them.
                once(Leases.in(StateDirectory.standard()), controller::clientFor);
            }
        }
    }

    private void sweep(Path directory, Function<URI, Optional<ForkdClient>> clients) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!LeaseFiles.in(directory).isEmpty()) {
            SweepReport report = once(Leases.in(directory), clients);
            if (LeaseFiles.in(directory).isEmpty()) {
                return;
            }
            if (System.nanoTime() > end || !report.problems().isEmpty()) {
                warn(report.problems());
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private SweepReport once(Leases leases, Function<URI, Optional<ForkdClient>> clients) {
        SweepReport report = leases.sweep(clients);
        if (!report.sandboxes().isEmpty()) {
            console.say("deleted what the main step had left: " + String.join(", ", report.sandboxes()));
        }
        return report;
    }

    private void warn(List<String> problems) {
        console.annotate(
                Console.Level.WARNING,
                "forkd: sandboxes of this step may be left at the controller. "
                        + (problems.isEmpty() ? "The main step has not ended." : String.join("; ", problems)));
    }
}
