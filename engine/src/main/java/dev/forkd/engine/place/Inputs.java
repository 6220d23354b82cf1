package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists what another machine must have for the tests: the project's files, the class path, and files that the JVM's
 * arguments name. Each keeps its path, and the directories and links that lead to it are included.
 */
final class Inputs {

    /** Directories of version control, and the one with the times of earlier runs. */
    private static final Set<String> NOT_THE_PROJECTS = Set.of(".git", ".hg", ".svn", "CVS", ".bzr", ".forkd");

    private static final Set<String> REPORTS =
            Set.of("surefire-reports", "failsafe-reports", "surefire", "failsafe", "maven-status", "forkd");

    private final Set<Path> ignored;
    private final Set<Path> excluded;
    private final TokenMask mask;
    private final Map<Path, Input> inputs = new LinkedHashMap<>();

    private Inputs(Set<Path> ignored, Set<Path> excluded, TokenMask mask) {
        this.ignored = ignored;
        this.excluded = excluded;
        this.mask = mask;
    }

    /**
     * Lists everything.
     *
     * @param world what the tests can see
     * @param files files that the user wants shipped or excluded, relative to the project
     * @param mask keeps the token out of the files
     * @return the files to ship by path; directories come before their content
     * @throws IOException if something cannot be read
     */
    static Map<Path, Input> of(World world, List<String> files, TokenMask mask) throws IOException {
        Inputs inputs = new Inputs(new IgnoredFiles(world).outsideBuildDirectory(), excluded(world, files), mask);
        inputs.addDirectory(Path.of(world.builder().home()));
        inputs.addDirectory(world.workingDirectory());
        inputs.addDirectory(world.temporaryDirectory());
        List<String> chosen =
                files.stream().filter(file -> !file.startsWith("!")).toList();
        if (chosen.isEmpty()) {
            inputs.addTree(world.buildRoot(), true);
        }
        for (String file : chosen) {
            inputs.addTree(world.project().resolve(file).normalize(), false);
        }
        inputs.addDirectory(world.project());
        for (Path entry : world.classPath()) {
            inputs.addTree(entry, false);
        }
        for (Path entry : world.shipped()) {
            // A directory that only an argument names may contain anything, even the whole disk, so its content is not
            // shipped.
            if (Files.isRegularFile(entry) || entry.startsWith(world.buildRoot())) {
                inputs.addTree(entry, false);
            } else {
                inputs.addDirectory(entry);
            }
        }
        return inputs.inputs;
    }

    /** What the user leaves out, which holds wherever it lies, also in a directory that is named or on the class path. */
    private static Set<Path> excluded(World world, List<String> files) throws IOException {
        Set<Path> excluded = new HashSet<>();
        for (String file : files) {
            if (file.startsWith("!")) {
                Path path = world.project().resolve(file.substring(1)).normalize();
                excluded.add(path);
                Path parent = path.getParent();
                if (parent != null && Files.exists(parent)) {
                    // Of a link the link itself is left out, not what it leads to.
                    excluded.add(parent.toRealPath().resolve(path.getFileName()));
                }
            }
        }
        return excluded;
    }

    private void addTree(Path start, boolean selective) throws IOException {
        if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path real = addWayTo(start);
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (isLeftOut(directory, selective)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                add(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isLeftOut(file, selective)) {
                    add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                // Files that this user cannot read are not readable for tests of this user either.
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean isLeftOut(Path path, boolean selective) {
        return excluded.contains(path) || (selective && isNotForTests(path));
    }

    private boolean isNotForTests(Path path) {
        String name = String.valueOf(path.getFileName());
        Path parent = path.getParent();
        String above = parent == null ? "" : String.valueOf(parent.getFileName());
        return NOT_THE_PROJECTS.contains(name)
                || ((above.equals("target") || above.equals("build")) && REPORTS.contains(name))
                || name.startsWith(".env")
                || ignored.contains(path);
    }

    private void addDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            add(addWayTo(directory));
        }
    }

    /** Adds the directories above a path, and the links on the way. Returns the path that they lead to. */
    private Path addWayTo(Path path) throws IOException {
        Path way = path.getRoot();
        int left = path.getNameCount();
        for (Path name : path) {
            Path next = way.resolve(name);
            left--;
            if (Files.isSymbolicLink(next) && Files.exists(next)) {
                add(next);
                way = addWayTo(next.toRealPath());
                add(way);
            } else {
                way = next;
                if (left > 0) {
                    add(way);
                }
            }
        }
        return way;
    }

    private void add(Path path) throws IOException {
        if (!inputs.containsKey(path)) {
            Input input = Input.of(path, mask);
            if (input != null) {
                inputs.put(path, input);
            }
        }
    }
}
