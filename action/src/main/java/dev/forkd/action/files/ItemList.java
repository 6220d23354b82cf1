package dev.forkd.action.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of the workspace that match patterns.
 *
 * @param files their paths relative to the workspace, with slashes, sorted
 * @param leftOut directories that were not searched although patterns match files in them
 * @param unmatched patterns that match no file, each with the reason if one is known
 * @param unusable files whose names no list of lines can hold, or that this program cannot read
 */
public record ItemList(List<String> files, List<String> leftOut, List<String> unmatched, List<String> unusable) {
    /** Directories whose files were installed by tools. */
    private static final Set<String> INSTALLED = Set.of("node_modules", ".venv", ".tox");

    /** Directories that tools keep for themselves: whatever a pattern matches there, nobody means it. */
    private static final Set<String> INTERNAL = Set.of(".git", "__pycache__");

    private static final String BUILD_OUTPUT = "target";

    /** Next to one of these files, {@code target} is a build's output directory; elsewhere it is an ordinary name. */
    private static final List<String> BUILD_FILES = List.of("pom.xml", "Cargo.toml", "build.sbt");

    private static final int MAX_FILES = 200_000;

    /** How many files of directories that are left out are looked at in all, to say only what matters. */
    private static final int MAX_PEEKED = 20_000;

    /**
     * Copies the lists.
     *
     * @param files paths of the files
     * @param leftOut directories that were not searched
     * @param unmatched patterns that match no file
     * @param unusable files whose names cannot be handed on
     */
    public ItemList {
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
        unmatched = List.copyOf(unmatched);
        unusable = List.copyOf(unusable);
    }

    /**
     * Finds source files. Directories of installed packages and of build outputs are not searched, unless a pattern
     * begins with their path.
     *
     * @param workspace the directory to search
     * @param patterns one per line, such as <code>tests/**&#47;test_*.py</code>; {@code !} at the start excludes
     * @return the files and the directories that were left out
     * @throws IOException if the workspace cannot be read, a pattern is malformed, or too many files match
     */
    public static ItemList sources(Path workspace, String patterns) throws IOException {
        return new Search(workspace, patterns, false).perform();
    }

    /**
     * Finds files in build outputs as well.
     *
     * @param workspace the directory to search
     * @param patterns as for {@link #sources}
     * @return the files' paths
     * @throws IOException as for {@link #sources}
     */
    public static List<String> outputs(Path workspace, String patterns) throws IOException {
        return new Search(workspace, patterns, true).perform().files();
    }

    /**
     * Reads a list.
     *
     * @param text one name per line; a line that starts with {@code #} and a blank is a comment
     * @return the names, without duplicates
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
        private final Map<Glob, String> wanted = new LinkedHashMap<>();
        private final List<Glob> unwanted = new ArrayList<>();
        private final Set<String> found = new TreeSet<>();
        private final Set<String> leftOut = new TreeSet<>();
        private final Set<Glob> matched = new HashSet<>();
        private final Set<String> unusable = new TreeSet<>();
        private int peeked;

        Search(Path workspace, String patterns, boolean outputs) throws IOException {
            this.workspace = workspace;
            this.outputs = outputs;
            for (String line : lines(patterns)) {
                if (line.startsWith("!")) {
                    unwanted.add(Glob.of(below(line.substring(1))));
                } else {
                    wanted.put(Glob.of(below(line)), line);
                }
            }
        }

        /** A path of the workspace may be written as an absolute one, as variables of runners are. */
        private String below(String pattern) {
            String root = workspace.toAbsolutePath() + "/";
            return pattern.startsWith(root) ? pattern.substring(root.length()) : pattern;
        }

        ItemList perform() throws IOException {
            Files.walkFileTree(workspace, this);
            List<String> unmatched = new ArrayList<>();
            wanted.forEach((glob, line) -> {
                if (!matched.contains(glob)) {
                    unmatched.add("'" + line + "'" + reason(below(line)));
                }
            });
            return new ItemList(List.copyOf(found), List.copyOf(leftOut), unmatched, List.copyOf(unusable));
        }

        private String reason(String pattern) {
            if (pattern.startsWith("/") || pattern.startsWith("../")) {
                return " (which leads out of the workspace)";
            }
            try {
                return Files.isDirectory(workspace.resolve(pattern))
                        ? " (a directory: " + pattern.replaceFirst("/*$", "") + "/** are its files)"
                        : "";
            } catch (InvalidPathException e) {
                return "";
            }
        }

        private String name(Path file) {
            return workspace.relativize(file).toString().replace('\\', '/');
        }

        private boolean notOwn(Path directory) {
            String name = directory.getFileName().toString();
            return INSTALLED.contains(name)
                    || INTERNAL.contains(name)
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
            if (wanted.keySet().stream().anyMatch(glob -> glob.names(name))) {
                return FileVisitResult.CONTINUE;
            }
            boolean internal = INTERNAL.contains(directory.getFileName().toString());
            if (!internal
                    && wanted.keySet().stream().anyMatch(glob -> glob.mayReach(name))
                    && mayHoldWanted(directory)) {
                leftOut.add(name);
            }
            return FileVisitResult.SKIP_SUBTREE;
        }

        /** Returns the patterns that match a file, none for one that is excluded. */
        private List<Glob> matching(Path file) {
            Path relative = workspace.relativize(file);
            List<Glob> all = wanted.keySet().stream()
                    .filter(glob -> glob.matches(relative))
                    .toList();
            return unwanted.stream().anyMatch(glob -> glob.matches(relative)) ? List.of() : all;
        }

        /** False if a list of lines cannot hold the name, or if it is not in the character set of this JVM. */
        private boolean canBeHandedOn(Path file) {
            String name = name(file);
            try {
                return name.indexOf('\n') < 0
                        && name.indexOf('\r') < 0
                        && workspace.resolve(name).equals(file);
            } catch (InvalidPathException e) {
                return false;
            }
        }

        /** True also where there is too much to look at. */
        private boolean mayHoldWanted(Path directory) {
            try (Stream<Path> files = Files.walk(directory)) {
                return files.anyMatch(
                        file -> ++peeked > MAX_PEEKED || (!matching(file).isEmpty() && Files.isRegularFile(file)));
            } catch (IOException | UncheckedIOException e) {
                return true;
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            List<Glob> globs = matching(file);
            matched.addAll(globs);
            if (globs.isEmpty()) {
                return FileVisitResult.CONTINUE;
            }
            if (!canBeHandedOn(file)) {
                unusable.add(name(file));
            } else if (found.add(name(file)) && found.size() > MAX_FILES) {
                throw new IOException("the patterns match more than " + MAX_FILES + " files");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // Probably a directory of another user; skip it.
        }
    }
}
