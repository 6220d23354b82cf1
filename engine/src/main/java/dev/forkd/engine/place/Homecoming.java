package dev.forkd.engine.place;

import dev.forkd.engine.host.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts the files that sandboxes have written into the build's directory. A file written by several of them is merged if
 * that is safe; otherwise all versions are kept and the user is told. Thread-safe until it is applied.
 */
final class Homecoming {

    private static final int MAX_NAMED = 5;

    private final Path root;
    private final Path project;
    private final Optional<Path> overwritten;
    private final Host host;
    private final Set<Path> outputs;
    private final Map<Path, Long> appended;
    private final SortedMap<String, List<Version>> versions = new TreeMap<>();
    private final SortedMap<String, String> directories = new TreeMap<>();
    private final SortedSet<String> deleted = new TreeSet<>(Collections.reverseOrder());
    private final List<String> problems = new ArrayList<>();

    Homecoming(Path root, Path project, Host host) {
        this(root, project, Optional.empty(), host);
    }

    /**
     * Makes an object for a build.
     *
     * @param root the build's outermost directory
     * @param project the module that is tested
     * @param overwritten a coverage file that this JVM overwrites when it ends
     * @param host shows messages
     */
    Homecoming(Path root, Path project, Optional<Path> overwritten, Host host) {
        this.overwritten = overwritten;
        this.root = root;
        this.project = project;
        this.host = host;
        this.outputs = Set.of(project.resolve("target"), project.resolve("build"));
        this.appended = coverageFiles(project);
    }

    /**
     * Other JVMs of the build append to these files at the same time, so their sizes are recorded before the sandboxes
     * see them.
     */
    private static Map<Path, Long> coverageFiles(Path project) {
        Map<Path, Long> sizes = new HashMap<>();
        for (String directory : List.of("target", "build/jacoco")) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(project.resolve(directory), "*.exec")) {
                for (Path file : files) {
                    sizes.put(file, Files.size(file));
                }
            } catch (IOException e) {
                // Without the directory there is no such file.
            }
        }
        return sizes;
    }

    /**
     * A file as one sandbox left it.
     *
     * @param sandbox id of the sandbox
     * @param file a copy of the file
     * @param asItIs whether to keep its time and mode, which is right for a sandbox on this machine
     */
    record Version(String sandbox, Path file, boolean asItIs) {}

    synchronized void written(String path, String sandbox, Path file, boolean asItIs) {
        versions.computeIfAbsent(path, key -> new ArrayList<>()).add(new Version(sandbox, file, asItIs));
    }

    synchronized void directory(String path, String mode) {
        directories.put(path, mode);
    }

    synchronized void deleted(String path) {
        deleted.add(path);
    }

    synchronized void apply() {
        takeLockedDirectoriesFromOneSandbox();
        for (String path : deleted) {
            if (!versions.containsKey(path)) {
                attempt(path, () -> Files.deleteIfExists(root.resolve(path)));
            }
        }
        directories.keySet().forEach(path -> attempt(path, () -> makeDirectory(root.resolve(path))));
        versions.forEach((path, all) -> attempt(path, () -> bring(path, all)));
        // Done last, because a directory that is not writable can no longer be filled.
        directories.forEach((path, mode) -> attempt(path, () -> FileModes.set(root.resolve(path), mode)));
        tell();
        versions.clear();
        directories.clear();
        deleted.clear();
    }

    /** Makes a directory, also where there was a file or a link, whose target stays as it is. */
    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(directory);
        }
        Files.createDirectories(directory);
    }

    /** Of a directory whose files only make sense together, no file of one sandbox may lie beside one of another. */
    private void takeLockedDirectoriesFromOneSandbox() {
        LockedDirectories locked = new LockedDirectories(versions.keySet());
        SortedMap<String, SortedMap<String, List<Version>>> inside = new TreeMap<>();
        versions.forEach((path, all) -> locked.of(path)
                .ifPresent(directory -> inside.computeIfAbsent(directory, key -> new TreeMap<>())
                        .put(path, all)));
        inside.forEach(this::takeFromOneSandbox);
    }

    private void takeFromOneSandbox(String directory, SortedMap<String, List<Version>> files) {
        SortedSet<String> sandboxes = new TreeSet<>();
        files.values().forEach(all -> all.forEach(version -> sandboxes.add(version.sandbox())));
        if (sandboxes.size() > 1) {
            files.forEach((path, all) -> attempt(path, () -> keepOne(path, all, sandboxes.first())));
            problems.add(directory + " was used by " + sandboxes.size()
                    + " sandboxes, and its files only make sense together: they come from one of them, and those of"
                    + " the others are below " + root.relativize(conflicts()));
        }
    }

    private void keepOne(String path, List<Version> all, String sandbox) throws IOException {
        List<Version> kept = new ArrayList<>();
        for (Version version : all) {
            if (version.sandbox().equals(sandbox)) {
                kept.add(version);
            } else {
                put(version, conflicts().resolve(version.sandbox()).resolve(path));
            }
        }
        if (kept.isEmpty()) {
            versions.remove(path);
        } else {
            versions.put(path, kept);
        }
    }

    private Path conflicts() {
        return outputDirectory().resolve("conflicts");
    }

    private void bring(String path, List<Version> all) throws IOException {
        Path target = root.resolve(path);
        refuseLinkAbove(target);
        List<Version> different = withoutEqual(all);
        if (overwritten.filter(target::equals).isPresent()) {
            addAtTheEnd(target, different);
            return;
        }
        Long found = appended.get(target);
        if (different.size() == 1 && found == null) {
            move(different.get(0), target);
            return;
        }
        Path merged = FileMerge.merge(
                target,
                found == null ? Long.MAX_VALUE : found,
                different.stream().map(Version::file).toList());
        if (merged != null) {
            Version first = different.get(0);
            if (first.asItIs()) {
                boolean known = Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
                FileModes.copy(known ? target : first.file(), merged);
            }
            put(new Version("all", merged, first.asItIs()), target);
            return;
        }
        Path conflicts = conflicts();
        for (Version version : different) {
            put(version, conflicts.resolve(version.sandbox()).resolve(path));
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            put(different.get(0), target);
        }
        problems.add(path + " was written differently by " + different.size() + " sandboxes; all versions are below "
                + root.relativize(conflicts));
    }

    /**
     * In the sandbox each directory above was a real one. A link here would lead the file to where nothing may be
     * written; only the output directory may be elsewhere, as the builder has decided.
     */
    private void refuseLinkAbove(Path target) throws IOException {
        for (Path above = target.getParent();
                above != null && above.startsWith(root) && !above.equals(root);
                above = above.getParent()) {
            if (Files.isSymbolicLink(above) && !outputs.contains(above)) {
                throw new IOException(root.relativize(above) + " is a link here");
            }
        }
    }

    private static void addAtTheEnd(Path target, List<Version> versions) throws IOException {
        // Not among the files of this run, which are deleted before this JVM ends.
        Path content = Files.createTempFile("forkd-coverage-", ".exec");
        try (OutputStream out = Files.newOutputStream(content)) {
            for (Version version : versions) {
                Files.copy(version.file(), out);
            }
        }
        LateCoverage.addAtTheEnd(target, content);
    }

    private Path outputDirectory() {
        return Files.isDirectory(project.resolve("build")) && !Files.isDirectory(project.resolve("target"))
                ? project.resolve("build/forkd")
                : BuildRoot.filesAbout(root, project);
    }

    private static List<Version> withoutEqual(List<Version> all) throws IOException {
        List<Version> different = new ArrayList<>();
        for (Version version : all) {
            boolean known = false;
            for (Version other : different) {
                known = known || equal(version.file(), other.file());
            }
            if (!known) {
                different.add(version);
            }
        }
        return different;
    }

    private static boolean equal(Path one, Path other) throws IOException {
        if (Files.isSymbolicLink(one) || Files.isSymbolicLink(other)) {
            return Files.isSymbolicLink(one)
                    && Files.isSymbolicLink(other)
                    && Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
        }
        return Files.mismatch(one, other) < 0;
    }

    /**
     * Puts a file that nobody else needs where it belongs. One that can be renamed keeps its holes, and its links to other
     * files.
     */
    private static void move(Version version, Path target) throws IOException {
        if (version.asItIs()) {
            clear(target);
            try {
                Files.move(version.file(), target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AtomicMoveNotSupportedException e) {
                // It is on another file system, and has to be copied.
            }
        }
        put(version, target);
    }

    private static void clear(Path target) throws IOException {
        Path directory = target.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            deleteEmpty(target);
        }
    }

    /**
     * Replaces the target in one step, so that nobody sees a half-written file. A link is replaced, and never followed.
     */
    private static void put(Version version, Path target) throws IOException {
        Path directory = target.getParent();
        if (directory == null) {
            return;
        }
        clear(target);
        if (Files.isSymbolicLink(version.file())) {
            Files.deleteIfExists(target);
            Files.createSymbolicLink(/* link= */ target, /* target= */ Files.readSymbolicLink(version.file()));
            return;
        }
        Path part = Files.createTempFile(directory, ".forkd-", ".part");
        try {
            if (version.asItIs()) {
                Files.copy(
                        version.file(), part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            } else {
                Files.copy(version.file(), part, StandardCopyOption.REPLACE_EXISTING);
                FileModes.set(part, "644");
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void deleteEmpty(Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void tell() {
        if (!problems.isEmpty()) {
            host.say("forkd: of what tests wrote: "
                    + problems.stream().limit(MAX_NAMED).collect(Collectors.joining("; "))
                    + (problems.size() > MAX_NAMED ? "; and " + (problems.size() - MAX_NAMED) + " more" : "") + ".");
        }
    }

    private void attempt(String path, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            problems.add(path + " could not be brought home: " + e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
