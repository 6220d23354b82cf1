package dev.forkd.engine.place;

import java.nio.file.Path;
import java.util.List;

/**
 * The inputs of a run, packed: what every worker needs, made once and shipped once.
 *
 * @param archive the zip file with class path and project files
 * @param workerJar the worker's own classes
 * @param digest SHA-256 of the archive, in hexadecimal
 * @param classPath the class path inside the unpacked archive, relative to where it is unpacked
 * @param projectDirectory the project's directory, relative likewise
 * @param workingDirectory the workers' directory, relative likewise
 * @param agents options of Java agents on this JVM's command line, with paths inside the archive
 * @param size bytes of the archive
 */
public record Bundle(
        Path archive,
        Path workerJar,
        String digest,
        List<String> classPath,
        String projectDirectory,
        String workingDirectory,
        List<Agent> agents,
        long size) {

    /**
     * A Java agent to load in the workers too.
     *
     * @param path its jar inside the archive
     * @param options what follows {@code =}, or empty
     */
    public record Agent(String path, String options) {}
}
