package dev.forkd.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the builds of one {@link Home} have left: processes, leases, directories of controllers, temporary files. */
final class Leftovers {

    private static final String WORKER_MARK = "FORKD_WORKER=1";

    private final Home home;

    Leftovers(Home home) {
        this.home = home;
    }

    /** Waits until nothing is left, and fails with the list of what is. */
    void awaitNone(Duration within) {
        await().atMost(within)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(all())
                        .as("what was left behind")
                        .isEmpty());
    }

    List<String> all() {
        List<String> found = new ArrayList<>();
        marked().forEach((handle, line) -> found.add("process " + handle.pid() + " " + line));
        leases().forEach(path -> found.add("lease " + path.getFileName() + ": " + read(path)));
        controllers().forEach(path -> found.add("controller's directory " + path.getFileName()));
        Trees.children(home.temporary()).forEach(path -> found.add("temporary " + path.getFileName()));
        return found;
    }

    List<Path> leases() {
        return Trees.children(home.state().resolve("forkd").resolve("leases")).stream()
                .filter(path -> path.toString().endsWith(".lease"))
                .toList();
    }

    List<Path> controllers() {
        return Trees.children(home.state().resolve("forkd").resolve("local"));
    }

    List<ProcessHandle> processes() {
        return List.copyOf(marked().keySet());
    }

    /** The JVMs of the workers, seen from the host. */
    List<ProcessHandle> workers() {
        return marked().keySet().stream()
                .filter(handle -> contains(handle.pid(), "environ", WORKER_MARK))
                .filter(handle -> read(proc(handle.pid(), "comm")).strip().equals("java"))
                .toList();
    }

    /** All processes with the mark in their environment, and their command lines. */
    Map<ProcessHandle, String> marked() {
        Map<ProcessHandle, String> found = new LinkedHashMap<>();
        for (Path entry : Trees.children(Path.of("/proc"))) {
            String name = String.valueOf(entry.getFileName());
            if (name.matches("\\d+")) {
                long pid = Long.parseLong(name);
                Optional<ProcessHandle> handle = ProcessHandle.of(pid);
                if (handle.isPresent() && contains(pid, "environ", Home.MARK + "=" + home.mark())) {
                    found.put(handle.get(), commandLine(pid));
                }
            }
        }
        return found;
    }

    static String commandLine(long pid) {
        return read(proc(pid, "cmdline")).replace('\0', ' ');
    }

    private static boolean contains(long pid, String file, String text) {
        return read(proc(pid, file)).contains(text);
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            return ""; // Ended meanwhile, or a zombie.
        }
    }
}
