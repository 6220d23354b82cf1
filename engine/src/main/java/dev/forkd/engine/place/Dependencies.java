package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the archives that a build uses but did not make. Settings, test data and what else may hold secrets of this
 * build are not among them.
 */
final class Dependencies {

    private static final String LOCAL_REPOSITORY = "localRepository";

    private Dependencies() {}

    /** Returns the archives' paths without links, which are the paths at which they are shipped. */
    static Set<Path> of(World world) {
        Path build = real(world.buildRoot());
        String named = world.properties().getOrDefault(LOCAL_REPOSITORY, "");
        Path repository = named.isEmpty() ? build : real(Path.of(named));
        Set<Path> found = new HashSet<>();
        Stream.concat(world.classPath().stream(), world.shipped().stream()).forEach(entry -> {
            Path path = real(entry);
            // The local repository of a build may lie inside it, as is usual in CI.
            boolean ofTheBuild = path.startsWith(build) && (repository.equals(build) || !path.startsWith(repository));
            if (!ofTheBuild && path.toString().endsWith(".jar") && Files.isRegularFile(path)) {
                found.add(path);
            }
        });
        return found;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
