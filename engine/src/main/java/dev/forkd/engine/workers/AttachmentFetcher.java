package dev.forkd.engine.workers;

import dev.forkd.client.ForkdException;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.worker.protocol.WorkerEvent.FilePublished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches files that tests of one sandbox have published. Their names come from the sandbox, so they are only used
 * below a directory that we chose.
 */
final class AttachmentFetcher {

    /** For one file. */
    private static final Duration MAX_PER_FILE = Duration.ofMinutes(5);
    /** For all files of a sandbox, whose units are not looked after meanwhile. */
    private static final Duration MAX_IN_ALL = Duration.ofMinutes(15);

    /** How many failures are shown; a sandbox can make any number. */
    private static final int MAX_TOLD = 10;

    private static final int MAX_DEPTH = 50;

    private final Sandbox sandbox;
    private final Attachments attachments;
    private final Host host;
    private final Ticker ticker;
    private Duration left = MAX_IN_ALL;
    private int told;

    AttachmentFetcher(Sandbox sandbox, Attachments attachments, Host host, Ticker ticker) {
        this.sandbox = sandbox;
        this.attachments = attachments;
        this.host = host;
        this.ticker = ticker;
    }

    private void download(String from, Path to) throws IOException {
        long allowed = attachments.begin();
        if (left.isNegative() || left.isZero()) {
            throw new IOException("the files of this sandbox took more than " + MAX_IN_ALL.toMinutes() + " minutes");
        }
        long start = ticker.nanos();
        try {
            sandbox.download(from, to, allowed, left.compareTo(MAX_PER_FILE) < 0 ? left : MAX_PER_FILE);
        } finally {
            left = left.minusNanos(ticker.nanos() - start);
        }
        attachments.count(Files.size(to));
    }

    /**
     * Returns the event with the file's path on this machine; empty if the file cannot be fetched, which is shown.
     */
    Optional<FilePublished> fetch(FilePublished file) {
        try {
            Path place = attachments.newPlace();
            if (file.files().isEmpty()) {
                download(file.path(), place);
            } else {
                for (String name : file.files()) {
                    Path target = place.resolve(name).normalize();
                    if (target.getNameCount() > place.getNameCount() + MAX_DEPTH) {
                        throw new IOException("the sandbox named a file that is too deep in its directory");
                    }
                    if (!target.startsWith(place)) {
                        throw new IOException("the sandbox named a file outside of its directory");
                    }
                    Files.createDirectories(target.resolveSibling("."));
                    download(file.path() + "/" + name, target);
                }
            }
            return Optional.of(
                    new FilePublished(file.id(), place.toString(), file.relative(), file.mediaType(), file.files()));
        } catch (ForkdException | IOException | UncheckedIOException | InvalidPathException e) {
            tell(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void tell(String why) {
        if (told < MAX_TOLD) {
            told++;
            host.say("forkd: a file that a test published in sandbox " + sandbox.id() + " could not be fetched: "
                    + OutputTail.clean(why) + (told == MAX_TOLD ? " Further ones of this sandbox are not shown." : ""));
        }
    }
}
