package dev.forkd.action;

import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.RunnerFile;
import dev.forkd.client.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a run on the command line: either the one that the user names, or a temporary one that is removed at
 * the end.
 */
final class RunDirectory implements AutoCloseable {
    private final Path directory;
    private final boolean passing;

    private RunDirectory(Path directory, boolean passing) {
        this.directory = directory;
        this.passing = passing;
    }

    static RunDirectory in(@Nullable Path chosen) throws IOException {
        if (chosen == null) {
            return new RunDirectory(Files.createTempDirectory("forkd-action-"), true);
        }
        return new RunDirectory(Files.createDirectories(chosen.toAbsolutePath()), false);
    }

    Path directory() {
        return directory;
    }

    /**
     * The environment of a run on the command line: without a GitHub runner, and with the current directory as the
     * project.
     */
    RunEnvironment environment(Console console, Cancellation cancellation) {
        return new RunEnvironment(
                console,
                cancellation,
                directory,
                !passing,
                StateDirectory.standard(), // Nobody would look for leases in a temporary directory.
                Path.of("").toAbsolutePath(),
                RunnerFile.at(""),
                RunnerFile.at(""),
                summary(),
                System.getenv());
    }

    /** The summary is only written where the results are kept. */
    private RunnerFile summary() {
        return RunnerFile.at(passing ? "" : directory.resolve("summary.md").toString());
    }

    /** Removes a temporary directory, unless a lease in it says that sandboxes are left. */
    @Override
    public void close() {
        if (!LeaseFiles.in(directory).isEmpty()) {
            return;
        }
        if (!passing) {
            removeEmpty(directory.resolve(LeaseFiles.DIRECTORY));
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + directory + " cannot be removed", e);
        }
    }

    /** Of the embedded controller's leases the user wants nothing among the results. */
    private static void removeEmpty(Path leases) {
        try {
            Files.deleteIfExists(leases);
        } catch (DirectoryNotEmptyException e) {
            // Something is in it that is not ours.
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + leases + " cannot be removed", e);
        }
    }
}
