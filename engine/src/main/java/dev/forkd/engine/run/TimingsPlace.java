package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.place.BuildRoot;
import dev.forkd.schedule.TimingsFile;
import dev.forkd.schedule.UnitTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file with the times of earlier runs: the one that the user names, or one in a directory of the build's root that
 * git ignores, where the next build finds it.
 *
 * @param path the file
 * @param chosen whether the user named it
 * @param file reads and writes it
 */
record TimingsPlace(Path path, boolean chosen, TimingsFile file) {

    private static final Path STANDARD = Path.of(".forkd", "timings");

    /** A directory without any of these is not that of a build, and no file is created there without being asked. */
    private static final List<String> BUILD_FILES = List.of(
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "settings.gradle",
            "settings.gradle.kts",
            "build.xml",
            ".git");

    TimingsPlace(Path path, boolean chosen) {
        this(path, chosen, new TimingsFile(path));
    }

    /**
     * Finds the file.
     *
     * @param configuration the settings
     * @param project the directory of the project
     * @return the file; empty if times are not kept
     */
    static Optional<TimingsPlace> of(ForkdConfiguration configuration, Path project) {
        if (configuration.timings().isPresent()) {
            return configuration.timings().map(path -> new TimingsPlace(path, true));
        }
        return configuration.keepTimings() ? standard(project) : Optional.empty();
    }

    /** Returns the file that is used by default; empty outside of builds. */
    static Optional<TimingsPlace> standard(Path project) {
        Path root = BuildRoot.of(project.toAbsolutePath());
        return BUILD_FILES.stream().anyMatch(name -> Files.exists(root.resolve(name)))
                ? Optional.of(new TimingsPlace(root.resolve(STANDARD), false))
                : Optional.empty();
    }

    /**
     * Adds the times of a run, and the units that are to run alone. If the user did not name the file and its directory cannot be written, nothing is
     * reported.
     */
    void append(Map<String, UnitTimes> measured, Set<String> alone) throws IOException {
        if (chosen) {
            file.append(measured, alone);
            return;
        }
        Path directory = path.toAbsolutePath().getParent();
        if ((measured.isEmpty() && alone.isEmpty()) || directory == null || !Files.isWritable(directory.getParent())) {
            return;
        }
        Path ignore = directory.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            Files.createDirectories(directory);
            Files.writeString(ignore, "*\n");
        }
        file.append(measured, alone);
    }
}
