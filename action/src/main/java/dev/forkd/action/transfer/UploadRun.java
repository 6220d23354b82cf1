package dev.forkd.action.transfer;

import dev.forkd.action.run.Controller;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.Program;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Scripts;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.LineSplitter;
import dev.forkd.action.runner.SafeText;
import dev.forkd.client.ExitStatus;
import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.RemoteCommand;
import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Uploads the workspace once: to one sandbox, which is prepared and then branched. Sandboxes forked from the new
 * snapshot have the files from their start. Unless cleanup is off, the post step deletes the snapshot.
 */
public final class UploadRun {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration UNPACK_WITHIN = Duration.ofMinutes(5);
    private static final int SPARE = 2;

    private final RunEnvironment environment;
    private final Console console;

    /**
     * Prepares the upload.
     *
     * @param environment the step's environment
     */
    public UploadRun(RunEnvironment environment) {
        this.environment = environment;
        this.console = environment.console();
    }

    /**
     * Uploads the workspace and makes the snapshot.
     *
     * @param settings the controller and the snapshot, and the program that prepares the sandbox
     * @param directory a directory of the workspace
     * @param prepare whether there is a program that prepares the sandbox
     * @return how the step ends
     * @throws IOException if the files cannot be packed
     * @throws InterruptedException if interrupted
     */
    public Exit run(RunSettings settings, Path directory, boolean prepare) throws IOException, InterruptedException {
        Workspace.Archive archive = new Workspace(directory, environment.directory()).pack();
        String tag = "forkd-action-" + UUID.randomUUID().toString().substring(0, 13);
        try (Controller controller = Controller.open(settings.controller(), environment.variables(), directory);
                Lease lease = Leases.in(environment.directory())
                        .open(controller.client().controller(), "forkd-action upload")) {
            var request = new FleetRequest(
                    settings.snapshotTag(), 1, settings.perChildNetns(), null, false, READY_WITHIN, SPARE);
            try (Fleet fleet = Fleet.prepare(controller.client(), request, lease);
                    Cancellation.Watch watch = environment.cancellation().whenRequested(() -> deleteEarly(fleet))) {
                assert watch != null;
                fleet.fill();
                Sandbox sandbox = fleet.sandboxes().get(0);
                String target = unpack(sandbox, archive);
                if (environment.cancellation().requested() || (prepare && !prepared(settings, sandbox, target))) {
                    return environment.cancellation().requested() ? Exit.CANCELLED : Exit.COMMAND_FAILED;
                }
                lease.recordTag(tag);
                sandbox.branch(tag);
                if (!settings.cleanup()) {
                    lease.forgetTag(tag);
                }
                environment.output().set("snapshot_tag", tag);
                environment.output().set("directory", target);
                environment.output().set("any_failed", "false");
                console.say(archive.files() + " files are in snapshot " + tag + ", in " + target
                        + (settings.cleanup() ? "; it is deleted at the end of the job" : ""));
            }
        }
        return environment.cancellation().requested() ? Exit.CANCELLED : Exit.OK;
    }

    /** Deletes the sandbox, so that calls waiting for it fail at once. */
    private void deleteEarly(Fleet fleet) {
        try {
            fleet.close();
        } catch (ForkdException e) {
            console.say("not deleted at the first try: " + e.getMessage());
        }
    }

    private String unpack(Sandbox sandbox, Workspace.Archive archive) throws IOException {
        String packed = sandbox.workDirectory() + "/workspace.tar.gz";
        String target = sandbox.workDirectory() + "/workspace";
        sandbox.upload(archive.file(), packed);
        ShellResult result = sandbox.run(Scripts.UNPACK, UNPACK_WITHIN, packed, target);
        if (result.exitCode() != 0) {
            throw new IOException("the files could not be unpacked in sandbox " + sandbox.id() + ": "
                    + SafeText.line(result.stderr().strip()) + ". The snapshot may have too little memory, or no tar");
        }
        return target;
    }

    private boolean prepared(RunSettings settings, Sandbox sandbox, String target) {
        var lines = new LineSplitter(line -> console.relay("[prepare] ", line));
        Program program = settings.program();
        String script = sandbox.workDirectory() + "/prepare.sh";
        if (program.shipped()) {
            sandbox.upload(program.text().getBytes(StandardCharsets.UTF_8), script);
        }
        var process = sandbox.start(RemoteCommand.builder(program.arguments(script))
                .environment(Map.of(Program.NOW, Long.toString(Instant.now().getEpochSecond())))
                .workingDirectory(target)
                .deadline(settings.execTimeout())
                .build());
        ExitStatus status =
                process.waitFor(settings.execTimeout().plusMinutes(1), (stream, bytes) -> lines.accept(bytes));
        lines.finish();
        if (!status.successful()) {
            console.annotate(
                    Console.Level.ERROR, "forkd: the command that prepares the sandbox failed: " + status + ".");
        }
        return status.successful();
    }
}
