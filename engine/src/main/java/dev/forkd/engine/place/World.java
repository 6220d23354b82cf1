package dev.forkd.engine.place;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the tests of this JVM can see, and must find in a sandbox at the same paths and under the same names.
 *
 * @param project directory of the module that is tested
 * @param buildRoot outermost directory of the build
 * @param workingDirectory working directory of this JVM
 * @param temporaryDirectory directory for temporary files
 * @param classPath the class path without this engine
 * @param shipped further files that must be there: module path entries, agents, files that arguments name
 * @param arguments arguments of this JVM, without those for debuggers
 * @param properties the system properties for tests
 * @param environment the environment, without our settings
 * @param builder the user who runs the build
 */
record World(
        Path project,
        Path buildRoot,
        Path workingDirectory,
        Path temporaryDirectory,
        List<Path> classPath,
        List<Path> shipped,
        List<String> arguments,
        Map<String, String> properties,
        Map<String, String> environment,
        Builder builder) {

    static World ofThisJvm(PropertySnapshot properties) {
        Path working = absolute(System.getProperty("user.dir", "/"));
        Path project = Optional.ofNullable(System.getProperty("basedir"))
                .map(World::absolute)
                .filter(Files::isDirectory)
                .orElse(working);
        List<String> arguments = OwnArguments.withoutDebuggers(
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        return new World(
                project,
                BuildRoot.of(project),
                working,
                absolute(System.getProperty("java.io.tmpdir", "/tmp")),
                ClassPath.ofThisJvm(),
                OwnArguments.namedFiles(arguments, working),
                arguments,
                new TreeMap<>(properties.values()),
                new TreeMap<>(HostEnvironment.withoutSettings(System.getenv())),
                Builder.here());
    }

    /**
     * Tells whether several modules are built at a time. They write into each other's directories, so a view of the
     * build would not be consistent.
     */
    boolean isBuiltInParallel() {
        return (" " + System.getenv().getOrDefault("MAVEN_CMD_LINE_ARGS", "") + " ")
                .matches("(?s).* (-T|--threads)[ =]?\\S*.*");
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }
}
