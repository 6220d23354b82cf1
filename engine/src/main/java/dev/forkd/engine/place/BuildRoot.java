package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the outermost directory of a build, because tests of one module read and write files of others. A directory
 * above counts if its own build file names the one below as a module.
 */
public final class BuildRoot {

    private static final int MAX_LEVELS = 8;
    private static final long MAX_BUILD_FILE = 4 * 1024 * 1024;

    private BuildRoot() {}

    /**
     * Searches upwards.
     *
     * @param project the directory of a project
     * @return the outermost directory of its build, possibly the project itself
     */
    public static Path of(Path project) {
        Path root = project;
        Path candidate = project;
        for (int level = 0; level < MAX_LEVELS && !isTopOfVersionControl(candidate); level++) {
            candidate = candidate.getParent();
            if (candidate == null) {
                break;
            }
            if (namesAsModule(candidate, root) || isGradleRoot(candidate)) {
                root = candidate;
            }
        }
        return root;
    }

    /**
     * Returns the directory of forkd's own files about a module of a Maven build. Those of all modules are below one
     * directory, because whoever looks for them, or keeps them, started the build there.
     *
     * @param root the outermost directory of the build
     * @param project the directory of the module, possibly the same
     * @return a directory that may not exist yet
     */
    public static Path filesAbout(Path root, Path project) {
        return root.resolve("target/forkd").resolve(root.relativize(project));
    }

    private static boolean isTopOfVersionControl(Path directory) {
        return Files.exists(directory.resolve(".git")) || Files.exists(directory.resolve(".hg"));
    }

    private static boolean namesAsModule(Path directory, Path module) {
        String path = directory.relativize(module).toString().replace('\\', '/');
        String text = text(directory.resolve("pom.xml"));
        return text.matches("(?s).*<(module|subproject)>\\s*(\\./)?" + java.util.regex.Pattern.quote(path)
                + "(/|/pom\\.xml)?\\s*</.*");
    }

    private static boolean isGradleRoot(Path directory) {
        return Files.isRegularFile(directory.resolve("settings.gradle"))
                || Files.isRegularFile(directory.resolve("settings.gradle.kts"));
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) < MAX_BUILD_FILE
                    ? Files.readString(file, StandardCharsets.ISO_8859_1)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
