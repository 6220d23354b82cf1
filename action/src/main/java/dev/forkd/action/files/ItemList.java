package dev.forkd.action.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files of the workspace that patterns name.
 *
 * @param files their paths relative to the workspace, with slashes, sorted
 * @param leftOut directories that nobody looked into although the patterns reach them
 */
public record ItemList(List<String> files, List<String> leftOut) {
    /** What tools put there is nobody's own. */
    private static final Set<String> INSTALLED = Set.of(".git", "node_modules", "__pycache__", ".venv", ".tox");

    private static final String BUILD_OUTPUT = "target";

    /** Beside these, {@code target} is what a build made; elsewhere it is a name like others. */
    private static final List<String> BUILD_FILES = List.of("pom.xml", "Cargo.toml", "build.sbt");

    private static final int MAX_FILES = 200_000;

    /**
     * Copies the lists.
     *
     * @param files paths
     * @param leftOut directories
     */
    public ItemList {
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Finds sources. Directories of installed packages and of build outputs are left out unless a pattern begins with
     * their path.
     *
     * @param workspace where to look
     * @param patterns one per line, such as <code>tests/**&#47;test_*.py</code>; {@code !} at the start excludes
     * @return what was found
     * @throws IOException if the workspace cannot be read, a pattern is malformed, or there are too many
     */
    public static ItemList sources(Path workspace, String patterns) throws IOException {
        return new Search(workspace, patterns, false).perform();
    }

    /**
     * Finds files wherever a build may put them.
     *
     * @param workspace where to look
     * @param patterns as above
     * @return their paths
     * @throws IOException as above
     */
    public static List<String> outputs(Path workspace, String patterns) throws IOException {
        return new Search(workspace, patterns, true).perform().files();
    }

    /**
     * Cuts a list.
     *
     * @param text one name per line; {@code #} and a blank start a comment line
     * @return the names, each once
     */
    public static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                .distinct()
                .toList();
    }

    private static final class Search extends SimpleFileVisitor<Path> {
        private final Path workspace;
        private final boolean outputs;
        private final List<Glob> wanted = new ArrayList<>();
        private final List<Glob> unwanted = new ArrayList<>();
        private final Set<String> found = new TreeSet<>();
        private final Set<String> leftOut = new TreeSet<>();

        Search(Path workspace, String patterns, boolean outputs) throws IOException {
            this.workspace = workspace;
            this.outputs = outputs;
            for (String line : lines(patterns)) {
                boolean excludes = line.startsWith("!");
                (excludes ? unwanted : wanted).add(Glob.of(excludes ? line.substring(1) : line));
            }
        }

        ItemList perform() throws IOException {
            Files.walkFileTree(workspace, this);
            return new ItemList(List.copyOf(found), List.copyOf(leftOut));
        }

        private String name(Path file) {
            return workspace.relativize(file).toString().replace('\\', '/');
        }

        private boolean notOwn(Path directory) {
            String name = directory.getFileName().toString();
            return INSTALLED.contains(name)
                    || (!outputs
                            && name.equals(BUILD_OUTPUT)
                            && BUILD_FILES.stream().anyMatch(file -> Files.exists(directory.resolveSibling(file))));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(workspace) || !notOwn(directory)) {
                return FileVisitResult.CONTINUE;
            }
            String name = name(directory);
            if (wanted.stream().anyMatch(glob -> glob.names(name))) {
                return FileVisitResult.CONTINUE;
            }
            if (wanted.stream().anyMatch(glob -> glob.mayReach(name)) && !name.endsWith(".git")) {
                leftOut.add(name);
            }
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path relative = workspace.relativize(file);
            if (wanted.stream().anyMatch(glob -> glob.matches(relative))
                    && unwanted.stream().noneMatch(glob -> glob.matches(relative))
                    && found.add(name(file))
                    && found.size() > MAX_FILES) {
                throw new IOException("the patterns match more than " + MAX_FILES + " files");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // Some directory of somebody else.
        }
    }
}
