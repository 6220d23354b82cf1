package dev.forkd.engine.replay;

import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.OutputDirectories;
import dev.forkd.engine.host.PlatformFeatures;
import dev.forkd.worker.protocol.WorkerEvent.FilePublished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;

/** Copies files that a test published to the output directory of this JVM's Launcher, and reports them. */
final class FileReplay {

    private final EngineExecutionListener listener;
    private final OutputDirectories directories;
    private final Host host;

    FileReplay(EngineExecutionListener listener, OutputDirectories directories, Host host) {
        this.listener = listener;
        this.directories = directories;
        this.host = host;
    }

    void publish(TestDescriptor test, FilePublished file) {
        try {
            Path own = directories.directoryOf(test).orElse(null);
            if (own != null) {
                Path target = own.resolve(file.relative()).normalize();
                if (!target.startsWith(own)) {
                    throw new IOException("its name leaves the test's directory");
                }
                copy(Path.of(file.path()), target);
                PlatformFeatures.publishFile(listener, test, target, file.mediaType());
            }
        } catch (IOException | InvalidPathException e) {
            host.say("forkd: a file that " + test.getDisplayName() + " published is missing: " + e.getMessage());
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(source)) {
            paths = walk.sorted().toList();
        }
        for (Path path : paths) {
            Path place = path.equals(source) ? target : target.resolve(source.relativize(path));
            if (Files.isDirectory(path)) {
                Files.createDirectories(place);
            } else {
                Files.createDirectories(place.resolveSibling("."));
                Files.copy(path, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
