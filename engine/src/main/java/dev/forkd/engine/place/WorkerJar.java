package dev.forkd.engine.place;

import dev.forkd.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.junit.platform.commons.JUnitException;

/**
 * Makes the worker's jar from the worker's classes, wherever these are: in the engine's jar, in a separate jar, or in a
 * directory of a build. The same classes give the same bytes.
 */
final class WorkerJar {

    private static final String PACKAGE = "dev/forkd/worker/";

    private WorkerJar() {}

    static void write(Path target) throws IOException {
        Path location = ClassPath.locationOf(Worker.class);
        if (location == null) {
            throw new JUnitException("The worker's classes cannot be found; is the engine's jar complete?");
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
            jar.setLevel(Deflater.BEST_SPEED);
            if (Files.isDirectory(location)) {
                copyFromDirectory(location, jar);
            } else {
                copyFromJar(location, jar);
            }
        }
    }

    private static void copyFromDirectory(Path root, JarOutputStream target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root.resolve(PACKAGE))) {
            files = walk.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            put(target, root.relativize(file).toString().replace('\\', '/'));
            Files.copy(file, target);
        }
    }

    private static void copyFromJar(Path location, JarOutputStream target) throws IOException {
        try (JarFile source = new JarFile(location.toFile())) {
            for (JarEntry entry : Collections.list(source.entries())) {
                if (entry.getName().startsWith(PACKAGE) && entry.getName().endsWith(".class")) {
                    put(target, entry.getName());
                    try (InputStream content = source.getInputStream(entry)) {
                        content.transferTo(target);
                    }
                }
            }
        }
    }

    private static void put(JarOutputStream target, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        target.putNextEntry(entry);
    }
}
