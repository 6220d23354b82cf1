package dev.forkd.local.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds programs by name, as a shell does. */
final class Programs {
    /**
     * Directories of administrators' programs, which not every user has on the path, and those of all programs, since a
     * build may give its tests another path.
     */
    private static final String ALSO = Stream.of("/usr/local/sbin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
            .collect(Collectors.joining(File.pathSeparator, File.pathSeparator, ""));

    private Programs() {}

    static Optional<Path> find(String name) {
        return candidates(name).findFirst();
    }

    /**
     * Returns what to start for a program, so that it is found even if this JVM's path leads nowhere.
     *
     * @param name the program
     * @return its path, or the name if it is not there
     */
    static String command(String name) {
        return find(name).map(found -> found.toAbsolutePath().toString()).orElse(name);
    }

    /** Prefers a binary to a script, because a wrapper script may take long to find the real program. */
    static Optional<Path> findBinary(String name) {
        return candidates(name).filter(Programs::isBinary).findFirst().or(() -> find(name));
    }

    private static boolean isBinary(Path program) {
        try (InputStream content = Files.newInputStream(program)) {
            return content.read() != '#';
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<Path> candidates(String name) {
        Stream<Path> candidates = name.contains(File.separator)
                ? Stream.of(Path.of(name).toAbsolutePath())
                : Stream.of((Optional.ofNullable(System.getenv("PATH")).orElse("") + ALSO).split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory).resolve(name));
        return candidates.filter(Files::isExecutable).filter(Files::isRegularFile);
    }
}
