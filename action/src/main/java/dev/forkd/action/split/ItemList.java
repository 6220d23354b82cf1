package dev.forkd.action.split;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** What is to be split: files of the workspace by patterns, and names that are taken as they are. */
public final class ItemList {
    private static final Set<String> NEVER = Set.of(".git", "node_modules", "target", "__pycache__", ".venv", ".tox");
    private static final int MOST = 200_000;

    private ItemList() {}

    /**
     * Finds files.
     *
     * @param workspace where to look
     * @param patterns one per line, such as <code>tests/**&#47;test_*.py</code>; {@code !} at the start excludes
     * @return their paths relative to the workspace, with slashes, sorted
     * @throws IOException if the workspace cannot be read, a pattern is malformed, or there are too many
     */
    public static List<String> files(Path workspace, String patterns) throws IOException {
        return files(workspace, patterns, false);
    }

    /**
     * Finds files, on request also in directories of build outputs.
     *
     * @param workspace where to look
     * @param patterns as above
     * @param outputs whether {@code target} is looked into
     * @return their paths
     * @throws IOException as above
     */
    public static List<String> files(Path workspace, String patterns, boolean outputs) throws IOException {
        List<PathMatcher> wanted = new ArrayList<>();
        List<PathMatcher> unwanted = new ArrayList<>();
        for (String line : lines(patterns)) {
            boolean excludes = line.startsWith("!");
            (excludes ? unwanted : wanted).addAll(matchers(excludes ? line.substring(1) : line));
        }
        Set<String> found = new TreeSet<>();
        Files.walkFileTree(workspace, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = !directory.equals(workspace)
                        && NEVER.contains(directory.getFileName().toString())
                        && !(outputs && directory.endsWith("target"));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = workspace.relativize(file);
                if (wanted.stream().anyMatch(matcher -> matcher.matches(relative))
                        && unwanted.stream().noneMatch(matcher -> matcher.matches(relative))
                        && found.add(relative.toString().replace('\\', '/'))
                        && found.size() > MOST) {
                    throw new IOException("the patterns match more than " + MOST + " files");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // Some directory of somebody else.
            }
        });
        return List.copyOf(found);
    }

    // Java's **/ needs a directory; everybody else's also matches none.
    private static List<PathMatcher> matchers(String pattern) throws IOException {
        Set<String> spellings = new LinkedHashSet<>(List.of(pattern));
        spellings.add(pattern.replace("**/", ""));
        List<PathMatcher> matchers = new ArrayList<>();
        for (String spelling : spellings) {
            try {
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + spelling));
            } catch (PatternSyntaxException e) {
                throw new IOException("'" + pattern + "' is no pattern: " + e.getDescription(), e);
            }
        }
        return matchers;
    }

    /**
     * Cuts a list.
     *
     * @param text one name per line; {@code #} starts a comment line
     * @return the names, each once
     */
    public static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                .distinct()
                .toList();
    }
}
