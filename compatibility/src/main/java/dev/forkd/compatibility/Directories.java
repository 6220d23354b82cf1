package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the JDK cannot do to a whole directory. */
final class Directories {

    private Directories() {}

    /** Lists the files below, relative to the directory; none if there is no directory. */
    static SortedSet<Path> files(Path directory, String name) throws IOException {
        if (!Files.isDirectory(directory)) {
            return new TreeSet<>();
        }
        Pattern pattern = Pattern.compile(name);
        try (Stream<Path> below = Files.walk(directory)) {
            return below.filter(Files::isRegularFile)
                    .filter(file ->
                            pattern.matcher(String.valueOf(file.getFileName())).matches())
                    .map(directory::relativize)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> below = Files.walk(directory)) {
                List<Path> deepestFirst =
                        below.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Copies a project without what was built. */
    static void copyProject(Path from, Path to) throws IOException {
        delete(to);
        Files.createDirectories(to.getParent());
        try (Stream<Path> below = Files.walk(from)) {
            Path built = from.resolve("target");
            for (Path file : below.filter(path -> !path.startsWith(built)).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
