package dev.forkd.engine.frozen;

import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Lease;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.BranchWarning;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.place.Kept;
import dev.forkd.engine.place.Place;
import dev.forkd.engine.report.FrozenTest;
import dev.forkd.local.sandbox.Directories;
import dev.forkd.wire.SnapshotInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Branches the sandbox of a test that has failed and stands still, and keeps what is needed to look into the branch
 * later. What is too old is deleted. Thread-safe.
 */
public final class Freezer {

    /** Longer than it takes to freeze a test. */
    private static final Duration UNRECORDED_FOR = Duration.ofHours(1);

    private final ControllerConnection connection;
    private final ForkdConfiguration configuration;
    private final Lease lease;
    private final FrozenTags tags;

    /**
     * Makes a freezer.
     *
     * @param connection the connection to the controller
     * @param configuration the settings
     * @param lease records a tag until it is complete
     * @param tags the records
     */
    public Freezer(ControllerConnection connection, ForkdConfiguration configuration, Lease lease, FrozenTags tags) {
        this.connection = connection;
        this.configuration = configuration;
        this.lease = lease;
        this.tags = tags;
    }

    /**
     * Branches a sandbox.
     *
     * @param sandbox the sandbox in which the test stands still
     * @param worker the worker that runs the test
     * @param place what the worker sees
     * @param test the test's unique id
     * @return what became of it
     */
    public FrozenTest freeze(Sandbox sandbox, RemoteProcess worker, Place place, String test) {
        String name = FrozenTags.newName();
        Optional<Path> directory = Optional.empty();
        boolean kept = false;
        try {
            Kept aside = place.putAside(name);
            directory = aside.directory();
            lease.recordTag(name);
            SnapshotInfo branch = sandbox.branch(name);
            Optional<String> filesOnly = BranchWarning.filesOnly(branch);
            if (connection.embedded()) {
                takeOver(branch, directory.orElseThrow(() -> new IOException("its files are not on this machine")));
            }
            tags.put(record(name, test, filesOnly.isEmpty(), aside, worker));
            kept = true;
            lease.forgetTag(name);
            deleteOld(directory);
            return new FrozenTest(
                    test,
                    Optional.of(name),
                    Optional.of(LookCommand.of(name)),
                    filesOnly.map(why -> "only its files: " + OutputTail.clean(why)));
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException | IOException | UncheckedIOException e) {
            String why = OutputTail.clean(String.valueOf(e.getMessage()));
            return new FrozenTest(test, Optional.empty(), Optional.empty(), Optional.of(why));
        } finally {
            if (!kept) {
                directory.ifPresent(Directories::deleteQuietly);
            }
        }
    }

    private FrozenTag record(String name, String test, boolean processes, Kept aside, RemoteProcess worker) {
        return new FrozenTag(
                name,
                connection.embedded() ? null : connection.client().controller().toString(),
                test,
                Instant.now().toString(),
                processes,
                configuration.perChildNetns(),
                configuration.criu(),
                aside.workDirectory(),
                worker.directory(),
                aside.script(),
                aside.testDirectory(),
                aside.directory().map(Path::toString).orElse(null),
                aside.workerJar().map(Path::toString).orElse(null));
    }

    /** The embedded controller deletes its tags when it ends, so this one is taken away from it. */
    private void takeOver(SnapshotInfo branch, Path directory) throws IOException {
        if (branch.dir() == null) {
            throw new IOException("the controller does not say where its files are");
        }
        Path source = Path.of(branch.dir());
        Path target = directory.resolve(Looking.SNAPSHOT);
        try {
            Files.move(source, target);
        } catch (IOException otherFileSystem) {
            try {
                Directories.copy(source, target);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while its files were copied", e);
            }
        }
        connection.client().deleteSnapshot(branch.tag());
    }

    private void deleteOld(Optional<Path> directory) {
        Path parent = directory.map(Path::getParent).orElse(null);
        if (parent != null) {
            try {
                tags.removeUnrecorded(parent, Instant.now().minus(UNRECORDED_FOR));
            } catch (IOException e) {
                // The next run that freezes a test tries again.
            }
        }
        for (FrozenTag old :
                FrozenTags.superfluous(tags.all(), configuration.cache().maxAge(), Instant.now())) {
            boolean here = old.controller() == null;
            boolean there = connection.client().controller().toString().equals(old.controller());
            if (here || there) {
                try {
                    if (there) {
                        connection.client().deleteSnapshot(old.tag());
                    }
                    tags.remove(old);
                } catch (ForkdException | IOException | UncheckedIOException e) {
                    // The next run that freezes a test tries again.
                }
            }
        }
    }
}
