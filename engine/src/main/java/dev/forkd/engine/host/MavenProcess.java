package dev.forkd.engine.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the Maven process that started a process, directly or through shells. Daemons and unknown programs are not
 * accepted, because their environment and terminal belong to another session.
 */
public final class MavenProcess {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ksh", "zsh", "busybox");
    private static final String MAIN_CLASS = "org.codehaus.plexus.classworlds.launcher.Launcher";
    private static final int MAX_ANCESTORS = 4;

    private final Path processes;

    /**
     * Makes an object that reads processes as Linux shows them.
     *
     * @param processes the directory with the processes, {@code /proc}
     */
    public MavenProcess(Path processes) {
        this.processes = processes;
    }

    /**
     * Finds Maven among the ancestors of a process.
     *
     * @param pid id of the process
     * @return the id of Maven's process; empty if there is none
     */
    public OptionalLong above(long pid) {
        OptionalLong ancestor = parent(pid);
        for (int i = 0; i < MAX_ANCESTORS && ancestor.isPresent(); i++) {
            List<String> command = strings(ancestor.getAsLong(), "cmdline");
            if (command.contains(MAIN_CLASS)) {
                return ancestor;
            }
            if (command.isEmpty() || !SHELLS.contains(name(command.get(0)))) {
                return OptionalLong.empty();
            }
            ancestor = parent(ancestor.getAsLong());
        }
        return OptionalLong.empty();
    }

    /**
     * Reads a file of a process that contains strings, each ended by a zero byte.
     *
     * @param pid id of the process
     * @param file {@code cmdline} or {@code environ}
     * @return the strings; empty if the process is gone or belongs to another user
     */
    public List<String> strings(long pid, String file) {
        String text = read(pid, file);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0", 0));
    }

    Optional<Path> output(long pid, int descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(processes.resolve(pid + "/fd/" + descriptor)));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private OptionalLong parent(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("PPid:"))
                .mapToLong(
                        line -> Long.parseLong(line.substring("PPid:".length()).strip()))
                .findFirst();
    }

    private String read(long pid, String file) {
        try {
            return new String(Files.readAllBytes(processes.resolve(pid + "/" + file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
