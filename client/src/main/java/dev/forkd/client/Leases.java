package dev.forkd.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** The leases of one state directory. Thread-safe. */
public final class Leases {
    private static final int NAMES = 20;

    private final Path directory;

    private Leases(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the leases of a state directory.
     *
     * @param stateDirectory usually {@link StateDirectory#standard()}; created when needed
     * @return the leases in it
     */
    public static Leases in(Path stateDirectory) {
        return new Leases(stateDirectory.resolve("leases"));
    }

    /**
     * Opens a lease for a controller that outlives this process.
     *
     * @param controller the controller's address; without secrets, as {@link ForkdClient#controller()} returns it
     * @param label tells people whose lease it is
     * @return a locked lease
     * @throws InvalidRequestException if the lease's file cannot be written
     */
    public Lease open(URI controller, String label) {
        return open(controller, label, false);
    }

    /**
     * Opens a lease.
     *
     * @param controller the controller's address; without secrets, as {@link ForkdClient#controller()} returns it
     * @param label tells people whose lease it is
     * @param ephemeral whether the controller ends with this process: if nothing listens at its address, a sweep may
     *     assume that nothing is left
     * @return a locked lease
     * @throws InvalidRequestException if the lease's file cannot be written
     */
    public Lease open(URI controller, String label, boolean ephemeral) {
        String address = ControllerUri.normalised(controller).toString();
        Path path = directory;
        try {
            StateDirectory.create(directory);
            Optional<LeaseFile> locked = Optional.empty();
            for (int i = 0; i < NAMES && locked.isEmpty(); i++) {
                path = directory.resolve(UUID.randomUUID() + ".lease");
                // A sweep that finds the new file before it is locked here keeps it locked until the sweep is over.
                // Then another name is tried, so that this does not have to wait.
                locked = LeaseFile.open(path, Duration.ofMillis(200));
            }
            LeaseFile file = locked.orElseThrow(() -> new IOException("each new file was locked by somebody else"));
            file.add(new LeaseRecord("open", label, address, ephemeral, null));
            return new Lease(file);
        } catch (IOException e) {
            throw unusable(path, e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(Failure.of("opening a lease"), e);
        }
    }

    /**
     * Deletes what dead owners left behind, and removes their leases when nothing is left. Leases of living owners are
     * not touched. After a spawn whose outcome is unknown, all sandboxes of its tag are deleted if the tag was made for
     * a single run; otherwise the spawn is only reported, because the sandboxes of a shared tag may belong to somebody
     * else.
     *
     * <p>Addresses are swept in parallel. An address that does not answer within a few seconds is left for a later
     * sweep, and one that has not answered for a week is forgotten; both are reported.
     *
     * @param clients returns a client with the token for a controller's address, or empty if there is none; the clients
     *     are not closed
     * @param tagPrefixes prefixes of tags that are made for one run only
     * @return what was done, with the failures
     * @throws InvalidRequestException if the directory of the leases cannot be read
     */
    public SweepReport sweep(Function<URI, Optional<ForkdClient>> clients, String... tagPrefixes) {
        return new Sweeper(files(), clients, List.of(tagPrefixes)).run();
    }

    /**
     * Sweeps on a separate daemon thread, so that nothing waits for controllers that are gone.
     *
     * @param clients as for {@link #sweep}; called on other threads
     * @param done receives the report on that thread, even if the sweep failed
     * @param tagPrefixes as for {@link #sweep}
     */
    public void sweepInBackground(
            Function<URI, Optional<ForkdClient>> clients, Consumer<SweepReport> done, String... tagPrefixes) {
        var thread = new Thread(
                () -> {
                    SweepReport report;
                    try {
                        report = sweep(clients, tagPrefixes);
                    } catch (ForkdException e) {
                        report = new SweepReport(0, List.of(), List.of(), List.of(String.valueOf(e.getMessage())));
                    }
                    done.accept(report);
                },
                "forkd sweep");
        thread.setDaemon(true);
        thread.start();
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.lease")) {
                found.forEach(files::add);
            } catch (IOException e) {
                throw unusable(directory, e);
            }
        }
        Collections.sort(files);
        return files;
    }

    static InvalidRequestException unusable(Path path, IOException cause) {
        return new InvalidRequestException(Failure.of("keeping a lease")
                .because(path + " cannot be used: " + cause.getMessage())
                .advice("Choose a state directory that this user may write to")
                .cause(cause));
    }
}
