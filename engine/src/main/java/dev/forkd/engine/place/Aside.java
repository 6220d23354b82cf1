package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.channel.OutputTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts aside what a branch of a sandbox needs after the run. On this machine that is what the run's directory has and the
 * sandbox has not: the layers, the worker's jar and the script. Elsewhere the branch has everything itself.
 */
final class Aside {

    private static final Duration COPY_WITHIN = Duration.ofMinutes(2);
    private static final String SCRIPT = "place.sh";

    private final World world;
    private final List<Path> covered;
    private final Path scratch;
    private final Path workerJar;

    /**
     * Makes an object.
     *
     * @param world what tests see
     * @param covered the directories that a view covers
     * @param scratch the run's directory; what is put aside goes beside it, where sandboxes see it too
     * @param workerJar the worker's jar
     */
    Aside(World world, List<Path> covered, Path scratch, Path workerJar) {
        this.world = world;
        this.covered = covered;
        this.scratch = scratch;
        this.workerJar = workerJar;
    }

    Kept put(Sandbox sandbox, PlaceKind kind, WorldFiles files, String tag) throws IOException {
        String work = files.workDirectory();
        String testDirectory = world.workingDirectory().toString();
        if (!kind.isThisMachine()) {
            return new Kept(work, work + "/" + SCRIPT, testDirectory, Optional.empty(), Optional.empty());
        }
        Path directory = scratch.resolveSibling(tag);
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path layers = Files.createDirectory(directory.resolve(Kept.LAYERS));
        Files.copy(workerJar, directory.resolve(Kept.WORKER_JAR));
        Path script = Files.write(directory.resolve(SCRIPT), PlaceScript.content());
        List<String> words = new ArrayList<>(List.of("put_aside", work, layers.toString(), "private"));
        if (kind == PlaceKind.VIEW) {
            covered.forEach(path -> words.add(path.toString()));
        }
        ShellResult copied = new PlaceScript(sandbox, script.toString()).run(COPY_WITHIN, words.toArray(String[]::new));
        if (copied.exitCode() != 0) {
            throw new IOException("what its tests have written cannot be copied: " + OutputTail.clean(copied.stderr()));
        }
        return new Kept(work, script.toString(), testDirectory, Optional.of(directory), Optional.of(workerJar));
    }
}
