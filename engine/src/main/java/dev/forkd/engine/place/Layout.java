package dev.forkd.engine.place;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the project's files are in the sandbox: as they are here, so that tests find them by relative paths. The
 * directory that the tests run in is the project's own, unless the build says otherwise.
 *
 * @param project the project's directory
 * @param working the directory that the tests run in
 */
record Layout(Path project, Path working) {

    private static final String ROOT = "project";
    private static final String ELSEWHERE = "working";

    static Layout ofThisJvm() {
        Path working = absolute(System.getProperty("user.dir"));
        Path project = Optional.ofNullable(System.getProperty("basedir"))
                .map(Layout::absolute)
                .filter(Files::isDirectory)
                .orElse(working);
        return new Layout(project, working);
    }

    /** Where a file of the project belongs; empty if it is none. */
    Optional<String> placeOf(Path file) {
        return file.startsWith(root()) && !file.equals(root()) ? Optional.of(below(file)) : Optional.empty();
    }

    String projectPlace() {
        return below(project);
    }

    String workingPlace() {
        return working.startsWith(root()) ? below(working) : ELSEWHERE;
    }

    /** The outer one of the two directories, so that each is found from the other. */
    private Path root() {
        return project.startsWith(working) ? working : project;
    }

    private String below(Path path) {
        return path.equals(root())
                ? ROOT
                : ROOT + "/" + root().relativize(path).toString().replace('\\', '/');
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }
}
