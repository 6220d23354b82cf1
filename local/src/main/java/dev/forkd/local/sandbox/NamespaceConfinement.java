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

    private static final Path ROOT = Path.of("/");

    private final SandboxInit init;
    private final boolean ownNetwork;
    private final List<String> entry;
    private final Map<String, String> environment = Environments.guest(ROOT);

    NamespaceConfinement(SandboxInit init, boolean userNamespace, boolean ownNetwork) {
        this.init = init;
        this.ownNetwork = ownNetwork;
        List<String> command =
                new ArrayList<>(List.of(Programs.command("nsenter"), "--target", Long.toString(init.pid())));
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
        List<String> command = new ArrayList<>(List.of(Programs.command("unshare")));
        if (userNamespace) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        if (wanted.ownNetwork()) {
            command.add("--net");
        }
        command.addAll(List.of("--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "--"));
        command.addAll(List.of("sh", "-c", Scripts.NAMESPACE, "forkd-sandbox"));
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

    /** What detaches itself is inherited by the first process, because no process leaves its namespace. */
    @Override
    public List<ProcessHandle> processes() {
        return ProcessHandle.of(init.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
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
