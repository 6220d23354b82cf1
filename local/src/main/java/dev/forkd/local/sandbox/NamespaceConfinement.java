package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sandbox in mount and process namespaces of its own. Its {@code /tmp} is a tmpfs that exists only inside, so no file
 * can be left behind on the disk, and the kernel kills everything in it when its first process ends.
 */
final class NamespaceConfinement implements Confinement {

    /**
     * Becomes process 1 of the sandbox. The order of the steps matters:
     *
     * <p>The process id is read before the new /proc is mounted, because the old /proc still shows the id that the
     * controller sees. The script enters the snapshot's directory before it mounts /tmp, because a working directory
     * stays reachable underneath a mount. For the same reason the script ends in /tmp itself: the controller finds the
     * sandbox's files through its working directory, even if a command mounts something else on /tmp. Copying gives
     * /tmp the mode of the snapshot's directory, so the mode is set again for everybody to write. Orphans are not
     * reaped, as in the real guest (contract 7.1).
     */
    private static final String FIRST_PROCESS =
            """
            read -r host rest </proc/self/stat
            snapshot=$1 size=$2 network=$3 numbers=$4
            shift 4
            if [ "$network" = own ]; then ip link set lo up || ifconfig lo up || exit 74; fi
            if [ -n "$snapshot" ]; then cd -- "$snapshot" || exit 70; fi
            mount -t tmpfs -o "size=${size}m,mode=1777" tmpfs /tmp || exit 71
            mount -t proc proc /proc || exit 72
            for path; do
              if [ -d "$path" ]; then mount -t tmpfs -o mode=0755 tmpfs "$path" || exit 75
              elif [ -e "$path" ]; then mount --bind /dev/null "$path" || exit 75; fi
            done
            if [ -n "$snapshot" ]; then cp -a . /tmp/ && chmod 1777 /tmp || exit 73; fi
            if [ -n "$numbers" ]; then echo "$numbers" >/proc/sys/kernel/ns_last_pid; fi 2>/dev/null
            cd /tmp
            echo "ready $host"
            exec >/dev/null 2>&1
            while read -r line; do :; done
            exit 0
            """;

    private static final Path ROOT = Path.of("/");

    private final SandboxInit init;
    private final boolean ownNetwork;
    private final List<String> entry;
    private final Map<String, String> environment = Environments.guest(ROOT);

    NamespaceConfinement(SandboxInit init, boolean userNamespace, boolean ownNetwork) {
        this.init = init;
        this.ownNetwork = ownNetwork;
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(init.pid())));
        if (userNamespace) {
            command.addAll(List.of("--user", "--preserve-credentials"));
        }
        if (ownNetwork) {
            command.add("--net");
        }
        command.addAll(List.of("--mount", "--pid", "--"));
        this.entry = List.copyOf(command);
    }

    static SandboxInit.Starting start(
            boolean userNamespace, ConfinementKind.Wanted wanted, int tmpSizeMib, List<Path> hidden)
            throws IOException {
        Path snapshot = wanted.snapshot();
        List<String> command = new ArrayList<>(List.of("unshare"));
        if (userNamespace) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        if (wanted.ownNetwork()) {
            command.add("--net");
        }
        command.addAll(List.of("--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "--"));
        command.addAll(List.of("sh", "-c", FIRST_PROCESS, "forkd-sandbox"));
        command.add(snapshot == null ? "" : snapshot.toString());
        command.add(Integer.toString(tmpSizeMib));
        command.add(wanted.ownNetwork() ? "own" : "shared");
        command.add(wanted.firstNumber() == 0 ? "" : Integer.toString(wanted.firstNumber()));
        hidden.forEach(path -> command.add(path.toString()));
        return SandboxInit.start(command, Environments.guest(ROOT));
    }

    @Override
    public long pid() {
        return init.pid();
    }

    @Override
    public List<String> entry() {
        return entry;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Path workingDirectory() {
        return ROOT;
    }

    @Override
    public String writableStdin(Path file) {
        // The controller's own directory may be below /tmp, which is a different /tmp inside the sandbox.
        return "/proc/self/fd/0";
    }

    @Override
    public Path files() {
        return Path.of("/proc/" + init.pid() + "/cwd");
    }

    @Override
    public boolean ownNetwork() {
        return ownNetwork;
    }

    @Override
    public Process launch(ProcessBuilder command) throws IOException {
        return command.start(); // Once the first process has ended, the kernel refuses new processes.
    }

    @Override
    public boolean alive() {
        return init.alive();
    }

    @Override
    public boolean awaitDeath(Duration limit) throws InterruptedException {
        return init.awaitDeath(limit);
    }

    @Override
    public void kill() {
        init.kill();
    }
}
