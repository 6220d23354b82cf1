package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The JDKs of this machine. */
final class Jdks {
    private static final Path USUAL = Path.of("/usr/lib/jvm");

    private final Map<String, String> environment;
    private final Path directory;

    Jdks(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    static Jdks here() {
        return new Jdks(System.getenv(), USUAL);
    }

    /** Finds the home of such a JDK: JAVA_HOME_VERSION if that is set, else one in the usual place. */
    Optional<Path> home(int version) throws IOException {
        List<Path> candidates = new ArrayList<>();
        variable("JAVA_HOME_" + version).ifPresent(candidates::add);
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*-" + version + "{,-*}")) {
                all.forEach(candidates::add);
            }
        }
        variable("JAVA_HOME").ifPresent(candidates::add);
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate.resolve("bin/java")) && version(candidate) == version) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Optional<Path> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(Path::of);
    }

    /** Every JDK says it in the file {@code release}. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return version.matches("\\d{1,4}([.+-].*)?") ? Integer.parseInt(version.split("[.+-]", 2)[0]) : 0;
    }
}
