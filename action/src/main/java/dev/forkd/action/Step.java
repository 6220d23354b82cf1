package dev.forkd.action;

import dev.forkd.action.build.BuildRun;
import dev.forkd.action.build.BuildSettings;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Shell;
import dev.forkd.action.run.Workload;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.Request;
import dev.forkd.action.split.SplitSettings;
import dev.forkd.client.ForkdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** One step of a workflow. */
final class Step {
    /** Modes that need a message about a cancellation here; the other modes print their own. */
    private static final Set<String> TRANSFERS = Set.of("upload", "download");

    private final Console console;
    private final Cancellation cancellation;
    private final Request request;

    Step(Console console, Cancellation cancellation, Request request) {
        this.console = console;
        this.cancellation = cancellation;
        this.request = request;
    }

    Exit perform() {
        console.mask(request.inputs().getOrDefault("token", ""));
        if (request.mode().equals("post")) {
            return new PostStep(console, request).perform();
        }
        try {
            Exit exit = dispatch(new Inputs(request.inputs()));
            if (exit == Exit.CANCELLED && TRANSFERS.contains(request.mode())) {
                console.say("cancelled: " + cancellation.reason().orElse("") + ".");
            }
            done();
            return exit;
        } catch (InputException e) {
            e.problems().forEach(problem -> console.annotate(Console.Level.ERROR, "forkd: " + problem));
            done();
            return Exit.BAD_INPUT;
        } catch (IOException | ForkdException e) {
            if (cancellation.requested()) {
                console.say("cancelled: " + cancellation.reason().orElse("") + ".");
                return Exit.CANCELLED;
            }
            console.annotate(Console.Level.ERROR, "forkd: " + e.getMessage());
            return Exit.NOT_DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.CANCELLED;
        } catch (RuntimeException e) {
            console.annotate(Console.Level.ERROR, "forkd: unexpected " + e + "; please report it");
            return Exit.NOT_DONE;
        }
    }

    private Exit dispatch(Inputs inputs) throws InputException, IOException, InterruptedException {
        if (request.mode().equals("build")) {
            BuildSettings settings = BuildSettings.of(inputs, request.workspace());
            // While this file exists, the build's engine may have left sandboxes, and the post step looks for them.
            Path mark = Files.writeString(request.directory().resolve(PostStep.ENGINE), "");
            Exit exit = new BuildRun(environment()).run(settings);
            if (exit != Exit.CANCELLED) {
                Files.delete(mark);
            }
            return exit;
        }
        if (request.mode().equals("upload")) {
            return new Transfers(environment(), request.inputs()).upload();
        } else if (request.mode().equals("download")) {
            return new Transfers(environment(), request.inputs()).download();
        }
        if (request.mode().equals("split")) {
            return new SplitRun(environment())
                    .run(RunSettings.of(inputs, Shell.STRICT), SplitSettings.of(inputs, request.workspace()));
        }
        RunSettings settings = RunSettings.of(inputs, Shell.LENIENT);
        return new Runs(environment(), settings, CommandLines.ofRun(settings))
                .run(settings, Workload.once())
                .exit();
    }

    private RunEnvironment environment() {
        return new RunEnvironment(
                console,
                cancellation,
                request.directory(),
                true,
                request.directory(), // The post step sweeps it.
                request.workspace(),
                request.output(),
                request.state(),
                request.summary(),
                System.getenv());
    }

    /** Tells the post step that there is nothing left to do. */
    private void done() {
        boolean engine = Files.exists(request.directory().resolve(PostStep.ENGINE));
        if (!engine && LeaseFiles.in(request.directory()).isEmpty()) {
            try {
                Files.writeString(request.directory().resolve("done"), "");
            } catch (IOException e) {
                console.say("the end of this step cannot be noted: " + e.getMessage());
            }
        }
    }
}
