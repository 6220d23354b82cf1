package dev.forkd.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A compiled copy of a fixture project or an example; made once for each set of properties. */
record Project(Path directory, List<String> properties) {

    private static final Map<String, Project> COMPILED = new ConcurrentHashMap<>();

    static Project fixture(String name, String... properties) {
        return compiled(Settings.path("it.projects").resolve(name), List.of(properties));
    }

    static Project example(String name, String... properties) {
        return compiled(Settings.path("it.examples").resolve(name), List.of(properties));
    }

    /** The project as it is, not even compiled. */
    static Project copy(Path source, List<String> properties) {
        // A fixture and an example may have the same name.
        Path kind = source.toAbsolutePath().getParent().getFileName();
        String name = source.getFileName() + "-" + Integer.toHexString(properties.hashCode());
        Path directory = Settings.path("it.directory").resolve(kind).resolve(name);
        try {
            Trees.delete(directory);
            Trees.copy(source, directory);
            // Maven looks upwards for this directory and would take our own build's.
            Files.createDirectories(directory.resolve(".mvn"));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot copy " + source, e);
        }
        List<String> all = new ArrayList<>(properties);
        all.add("-Dengine.version=" + Settings.text("it.version"));
        return new Project(directory, List.copyOf(all));
    }

    private static Project compiled(Path source, List<String> properties) {
        return COMPILED.computeIfAbsent(source + " " + properties, key -> {
            Project project = copy(source, properties);
            MavenBuild.Result result = MavenBuild.of(project)
                    .deadline(Duration.ofMinutes(10))
                    .arguments("test-compile")
                    .run();
            if (result.exitCode() != 0) {
                throw new IllegalStateException(source + " does not compile:\n" + result.output());
            }
            return project;
        });
    }
}
