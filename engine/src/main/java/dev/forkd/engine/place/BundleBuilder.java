package dev.forkd.engine.place;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;

/**
 * Packs what the workers need: the class path, with directories as directories, and the project's files that
 * tests read, laid out as in the project so that tests find them.
 */
public final class BundleBuilder {

    private static final String AGENT_OPTION = "-javaagent:";

    private final Layout layout;
    private final Path directory;
    private final List<Path> files;
    private final Map<Path, String> places = new HashMap<>();

    /**
     * Makes a builder for the project that this JVM tests.
     *
     * @param directory an empty directory for the bundle's files, which whoever gives it deletes
     * @param files what to pack beside the class path, relative to the project; what does not exist is passed over
     */
    public BundleBuilder(Path directory, List<Path> files) {
        this(Layout.ofThisJvm(), directory, files);
    }

    BundleBuilder(Layout layout, Path directory, List<Path> files) {
        this.layout = layout;
        this.directory = directory;
        this.files = files;
    }

    /**
     * The directory of the project that this JVM tests, which need not be the one that the tests run in.
     *
     * @return the directory
     */
    public static Path projectDirectory() {
        return Layout.ofThisJvm().project();
    }

    /**
     * Packs everything.
     *
     * @return the bundle
     * @throws JUnitException when something cannot be read or written
     */
    public Bundle build() {
        try {
            Set<Path> without = new LinkedHashSet<>();
            Path ownJar = ClassPath.locationOf(BundleBuilder.class);
            if (ownJar != null) {
                without.add(ownJar);
            }
            List<Path> entries = ClassPath.ofThisJvm(without);
            return pack(entries);
        } catch (IOException e) {
            throw new JUnitException(
                    "The inputs of the tests could not be packed for the sandboxes: " + e + ". Nothing was started.",
                    e);
        }
    }

    private Bundle pack(List<Path> entries) throws IOException {
        Path file = directory.resolve("bundle.zip");
        Path workerJar = directory.resolve("worker.jar");
        try (Archive archive = new Archive(file)) {
            archive.addDirectory(layout.workingPlace());
            addProjectDirectories(archive);
            List<String> classPath = new ArrayList<>();
            for (Path entry : entries) {
                classPath.add(add(archive, entry));
            }
            List<Bundle.Agent> agents = addAgents(archive);
            for (Path named : files) {
                addProjectFile(archive, named);
            }
            String digest = archive.finish();
            WorkerJar.write(workerJar);
            return new Bundle(
                    file,
                    workerJar,
                    digest,
                    List.copyOf(classPath),
                    layout.projectPlace(),
                    layout.workingPlace(),
                    agents,
                    Files.size(file));
        }
    }

    /** Empty: tests write below target or build, which are there in process. */
    private void addProjectDirectories(Archive archive) throws IOException {
        archive.addDirectory(layout.projectPlace());
        List<Path> directories;
        try (Stream<Path> children = Files.list(layout.project())) {
            directories = children.filter(Files::isDirectory).sorted().toList();
        }
        for (Path child : directories) {
            archive.addDirectory(layout.projectPlace() + "/" + child.getFileName());
        }
    }

    private void addProjectFile(Archive archive, Path file) throws IOException {
        Path source = layout.project().resolve(file);
        String place = layout.projectPlace() + "/" + file.toString().replace('\\', '/');
        if (Files.isDirectory(source)) {
            archive.addTree(source, place);
        } else if (Files.isRegularFile(source)) {
            archive.addFile(source, place);
        }
    }

    /** Puts an entry where it belongs and returns that place. */
    private String add(Archive archive, Path entry) throws IOException {
        String known = places.get(entry);
        if (known != null) {
            return known;
        }
        String place = layout.placeOf(entry).orElseGet(() -> "lib/" + places.size() + "-" + entry.getFileName());
        places.put(entry, place);
        if (Files.isDirectory(entry)) {
            archive.addTree(entry, place);
        } else {
            archive.addFile(entry, place);
        }
        return place;
    }

    private List<Bundle.Agent> addAgents(Archive archive) throws IOException {
        List<Bundle.Agent> agents = new ArrayList<>();
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith(AGENT_OPTION)) {
                String[] parts = argument.substring(AGENT_OPTION.length()).split("=", 2);
                Path jar = Path.of(parts[0]).toAbsolutePath().normalize();
                if (Files.isRegularFile(jar)) {
                    agents.add(new Bundle.Agent(add(archive, jar), parts.length > 1 ? parts[1] : ""));
                }
            }
        }
        return List.copyOf(agents);
    }
}
