package dev.forkd.engine.place;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/**
 * Finds the class path of this JVM, in whatever form it was given: directly, through a jar with only a manifest
 * (Surefire, IDEs), or through a separate class loader (ConsoleLauncher, Surefire without forks). Entries of the module
 * path are found in the JVM's arguments instead.
 */
final class ClassPath {

    /** The property in which Surefire keeps the class path with its own jars, including the Launcher. */
    private static final String SUREFIRE_REAL = "surefire.real.class.path";

    private ClassPath() {}

    /**
     * Returns the entries that exist, in order and without duplicates. This engine is left out, because a worker must
     * not have it.
     */
    static List<Path> ofThisJvm() {
        Path engine = locationOf(ClassPath.class);
        return ofThisJvm(engine == null ? Set.of() : Set.of(engine));
    }

    static List<Path> ofThisJvm(Set<Path> without) {
        Deque<Path> toVisit = new ArrayDeque<>();
        addAll(toVisit, System.getProperty("java.class.path"));
        for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
                loader != null;
                loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    addUrl(toVisit, url);
                }
            }
        }
        addAll(toVisit, System.getProperty(SUREFIRE_REAL));
        Set<Path> entries = new LinkedHashSet<>();
        Set<Path> seen = new LinkedHashSet<>();
        while (!toVisit.isEmpty()) {
            Path entry = toVisit.removeFirst();
            if (seen.add(entry) && Files.exists(entry)) {
                refuseUnreadable(entry);
                List<Path> referred = manifestClassPath(entry);
                for (int i = referred.size() - 1; i >= 0; i--) {
                    toVisit.addFirst(referred.get(i));
                }
                // A jar that only refers to others is left out, since it would refer to this machine's files.
                if (!without.contains(entry) && !(!referred.isEmpty() && hasOnlyManifest(entry))) {
                    entries.add(entry);
                }
            }
        }
        return new ArrayList<>(entries);
    }

    /** Returns where a class was loaded from, if that is known. */
    static @Nullable Path locationOf(Class<?> type) {
        try {
            URI uri = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(uri).toAbsolutePath().normalize();
        } catch (URISyntaxException | RuntimeException e) {
            return null;
        }
    }

    private static void refuseUnreadable(Path entry) {
        if (!Files.isReadable(entry)) {
            throw new JUnitException("The class path entry " + entry
                    + " cannot be read, so it cannot be shipped to the sandboxes. Nothing was started. Make it readable"
                    + " for this user, or take it off the test class path.");
        }
    }

    private static void addAll(Deque<Path> paths, @Nullable String classPath) {
        if (classPath != null) {
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                if (!entry.isEmpty()) {
                    paths.add(Path.of(entry).toAbsolutePath().normalize());
                }
            }
        }
    }

    private static void addUrl(Deque<Path> paths, URL url) {
        try {
            if ("file".equals(url.getProtocol())) {
                paths.add(Path.of(url.toURI()).toAbsolutePath().normalize());
            }
        } catch (URISyntaxException e) {
            throw new JUnitException("The class path has an entry that is no valid address: " + url, e);
        }
    }

    private static boolean hasOnlyManifest(Path jarFile) {
        try (JarFile jar = new JarFile(jarFile.toFile())) {
            return jar.stream().allMatch(entry -> entry.getName().startsWith("META-INF/"));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> manifestClassPath(Path entry) {
        if (!Files.isRegularFile(entry)) {
            return List.of();
        }
        List<Path> referred = new ArrayList<>();
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String value =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (value != null) {
                for (String part : value.trim().split("\\s+", 0)) {
                    URI uri = entry.toUri().resolve(part);
                    if ("file".equals(uri.getScheme())) {
                        referred.add(Path.of(uri).toAbsolutePath().normalize());
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not a jar, or its manifest is broken; the JVM ignores that as well.
        }
        return referred;
    }
}
