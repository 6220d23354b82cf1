package dev.forkd.engine.place;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is needed to look into a branch of a sandbox after its run.
 *
 * @param workDirectory the sandbox's own directory
 * @param script path, in the sandbox, of the script that enters the place
 * @param testDirectory the tests' working directory
 * @param directory a directory of this machine with files of the branch, to be deleted with it; empty if the sandbox is
 *     on another machine
 * @param workerJar where the worker expects its jar on this machine, of which that directory has a copy; empty likewise
 */
public record Kept(
        String workDirectory, String script, String testDirectory, Optional<Path> directory, Optional<Path> workerJar) {

    /** Name, in {@link #directory}, of the copy of the worker's jar. */
    public static final String WORKER_JAR = "worker.jar";

    /** Name, in {@link #directory}, of the layers. Copies of them, for sandboxes, have this name and more. */
    public static final String LAYERS = "layers";
}
