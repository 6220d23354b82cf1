package dev.forkd.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.engine.place.BuildRoot;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The directory of a run's reports, below the build directory; in a Maven build that of the outermost project. A report
 * appears only when it is complete.
 */
final class ReportDirectory {

    private final Path project;
    private final Path root;
    private final Path directory;
    private final boolean gradle;

    private ReportDirectory(Path project, Path root, Path directory, boolean gradle) {
        this.project = project;
        this.root = root;
        this.directory = directory;
        this.gradle = gradle;
    }

    /** Returns the directory for a project; empty if there is no build file, because nobody expects files there. */
    static Optional<ReportDirectory> of(Path project) {
        if (Files.exists(project.resolve("pom.xml"))) {
            Path root = mavenRoot(project);
            return Optional.of(new ReportDirectory(project, root, BuildRoot.filesAbout(root, project), false));
        }
        if (Files.exists(project.resolve("build.gradle")) || Files.exists(project.resolve("build.gradle.kts"))) {
            return Optional.of(new ReportDirectory(project, project, project.resolve("build/forkd"), true));
        }
        return Optional.empty();
    }

    private static Path mavenRoot(Path project) {
        Path root = BuildRoot.of(project);
        return Files.exists(root.resolve("pom.xml")) ? root : project;
    }

    Path project() {
        return project;
    }

    boolean isOfGradle() {
        return gradle;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Returns the path of a report relative to the directory in which the build was probably started. */
    String shown(String name) {
        return root.relativize(file(name)).toString();
    }

    /** Returns the path of a report relative to the project, in whose directory its tests run. */
    String fromProject(String name) {
        return project.relativize(file(name)).toString();
    }

    void write(String name, String content) throws IOException {
        Files.createDirectories(directory);
        Path whole = Files.createTempFile(directory, name, ".tmp");
        try {
            Files.writeString(whole, content, UTF_8);
            readableAsOthers(whole);
            move(whole, file(name));
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Temporary files are readable only for their owner; reports should be readable for others as well. */
    private static void readableAsOthers(Path file) {
        file.toFile().setReadable(true, false);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
