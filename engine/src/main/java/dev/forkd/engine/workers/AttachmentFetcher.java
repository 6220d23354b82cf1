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
import java.util.List;

/**
 * Fetches files that tests of one sandbox have published. Their names come from the sandbox, so they are only used
 * below a directory that we chose.
 */
final class AttachmentFetcher {

    /** For one file; the units of the sandbox are not looked after meanwhile. */
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Sandbox sandbox;
    private final Attachments attachments;
    private final Host host;

    AttachmentFetcher(Sandbox sandbox, Attachments attachments, Host host) {
        this.sandbox = sandbox;
        this.attachments = attachments;
        this.host = host;
    }

    private void download(String from, Path to) throws IOException {
        sandbox.download(from, to, attachments.begin(), WITHIN);
        attachments.count(Files.size(to));
    }

    /**
     * Returns the event with the file's path on this machine. If the file cannot be fetched, that is shown, and the
     * path is empty.
     */
    FilePublished fetch(FilePublished file) {
        try {
            Path place = attachments.newPlace();
            if (file.files().isEmpty()) {
                download(file.path(), place);
            } else {
                for (String name : file.files()) {
                    Path target = place.resolve(name).normalize();
                    if (!target.startsWith(place)) {
                        throw new IOException("the sandbox named a file outside of its directory");
                    }
                    Files.createDirectories(target.resolveSibling("."));
                    download(file.path() + "/" + name, target);
                }
            }
            return new FilePublished(file.id(), place.toString(), file.relative(), file.mediaType(), file.files());
        } catch (ForkdException | IOException | UncheckedIOException | InvalidPathException e) {
            host.say("forkd: a file that a test published in sandbox " + sandbox.id() + " could not be fetched: "
                    + OutputTail.clean(String.valueOf(e.getMessage())));
            return new FilePublished(file.id(), "", file.relative(), file.mediaType(), List.of());
        }
    }
}
