package dev.forkd.engine.place;

import dev.forkd.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.platform.commons.JUnitException;

/**
 * Makes the worker's jar from the worker's classes, wherever they are: in the engine's own jar, in a jar of
 * their own, or in a directory of a build.
 */
final class WorkerJar {

    private static final String PACKAGE = "dev/forkd/worker/";

    private WorkerJar() {}

    static void write(Path target) throws IOException {
        Path location = ClassPath.locationOf(Worker.class);
        if (location == null) {
            throw new JUnitException("The worker's classes cannot be found; is the engine's jar complete?");
        }
        try (Archive archive = new Archive(target)) {
            if (Files.isDirectory(location)) {
                archive.addTree(location.resolve(PACKAGE), PACKAGE.substring(0, PACKAGE.length() - 1));
            } else {
                copyFromJar(location, archive);
            }
        }
    }

    private static void copyFromJar(Path location, Archive archive) throws IOException {
        try (JarFile jar = new JarFile(location.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(PACKAGE) && entry.getName().endsWith(".class")) {
                    archive.putEntry(entry.getName());
                    try (InputStream content = jar.getInputStream(entry)) {
                        content.transferTo(archive.content());
                    }
                }
            }
        }
    }
}
