package dev.forkd.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Isolation;
import dev.forkd.local.sandbox.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out by trying which kinds of sandboxes this machine allows. */
final class MachineCheck {
    private static final int OLDEST_JAVA = 17;
    private static final long TRY_SECONDS = 20;
    private static final long KIB_PER_MIB = 1024;
    private static final long MIN_MIB = 1024;
    private static final String OVERLAY =
            "mkdir \"$1/lower\" \"$1/upper\" \"$1/work\" \"$1/merged\" && : >\"$1/lower/probe\""
                    + " && mount -n -t overlay overlay -o \"lowerdir=$1/lower,upperdir=$1/upper,workdir=$1/work\" \"$1/merged\""
                    + " && : >\"$1/merged/probe\"";

    /** The program that the user named, or off. */
    private final Optional<String> criu;

    /**
     * Makes it.
     *
     * @param criu the program that copies processes, or off, if the user has named one
     */
    MachineCheck(Optional<String> criu) {
        this.criu = criu;
    }

    Finding java() {
        int version = Runtime.version().feature();
        return version >= OLDEST_JAVA
                ? Finding.ok("java", version + " at " + System.getProperty("java.home"))
                : Finding.wrong("java", "this is " + version + ". Use 17 or newer.");
    }

    /** Checks what the embedded controller needs on this machine. */
    List<Finding> sandboxes() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        List<Finding> copies = new ArrayList<>();
        boolean asRoot = true;
        try (LocalController controller = LocalController.start(
                criu.map(LocalControllerOptions.defaults()::withCriu).orElseGet(LocalControllerOptions::defaults))) {
            Isolation isolation = controller.isolation();
            asRoot = !(isolation instanceof Isolation.Namespaces namespaces && namespaces.userNamespace());
            findings.add(
                    isolation instanceof Isolation.Namespaces
                            ? Finding.ok("namespaces", isolation.description())
                            : Finding.wrong(
                                    "namespaces",
                                    isolation.description()
                                            + ". Tests run all the same, less kept apart. Allow unprivileged user"
                                            + " namespaces (kernel.unprivileged_userns_clone=1,"
                                            + " kernel.apparmor_restrict_unprivileged_userns=0), or run as root."));
            copies.add(copies(controller.memory()));
        } catch (IOException e) {
            findings.add(Finding.wrong("namespaces", "no sandbox can be started: " + e.getMessage()));
        }
        findings.add(overlay(asRoot));
        findings.add(memory());
        findings.addAll(copies);
        return findings;
    }

    private static Finding overlay(boolean asRoot) throws InterruptedException {
        Path directory = null;
        try {
            directory = Files.createTempDirectory(Path.of("/var/tmp"), "forkd-doctor-");
            List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
            if (!asRoot) {
                command.add("--map-root-user");
            }
            command.addAll(List.of("sh", "-c", OVERLAY, "sh", directory.toString()));
            Optional<String> failure = failureOf(command);
            return failure.isEmpty()
                    ? Finding.ok("overlay", "mounted one below /var/tmp: tests see a private view of the project")
                    : Finding.wrong(
                            "overlay",
                            "none can be mounted below /var/tmp (" + failure.get()
                                    + "): tests write this machine's files"
                                    + " themselves. It needs a kernel with overlayfs and a /var/tmp that is none itself.");
        } catch (IOException e) {
            return Finding.wrong("overlay", "cannot be tried: " + e);
        } finally {
            delete(directory);
        }
    }

    private static Finding memory() {
        try {
            Matcher available = Pattern.compile("(?m)^MemAvailable:\\s*(\\d{1,15}) kB")
                    .matcher(Files.readString(Path.of("/proc/meminfo"), UTF_8));
            if (available.find()) {
                long mib = Long.parseLong(available.group(1)) / KIB_PER_MIB;
                String text = mib + " MiB are free; each sandbox needs what a JVM of the tests needs";
                return mib >= MIN_MIB
                        ? Finding.ok("memory", text)
                        : Finding.wrong("memory", text + ". Use fewer sandboxes (FORKD_N).");
            }
        } catch (IOException e) {
            // Other systems have no such file; the result below says so.
        }
        return Finding.ok("memory", "this system does not tell");
    }

    /** CRIU is optional, so that it does not work is only wrong where it is asked for. */
    private Finding copies(Memory memory) {
        String without = ": each worker starts by itself, and isolation = METHOD repeats the set-up in each sandbox";
        if (criu.filter("off"::equals).isPresent()) {
            return Finding.ok("criu", "off, as FORKD_CRIU says" + without);
        }
        if (!(memory instanceof Memory.None none)) {
            return Finding.ok(
                    "criu", criu.map(path -> path + ", as FORKD_CRIU says,").orElse("it") + " copied a process");
        }
        return criu.isPresent()
                ? Finding.wrong(
                        "criu",
                        "FORKD_CRIU is " + criu.get() + ", with which no process can be copied: " + none.reason()
                                + ". Name CRIU 4.2 or newer, which this user may execute, or set FORKD_CRIU=off.")
                : Finding.ok("criu", "copies no process here (" + none.reason() + "), which is no fault" + without);
    }

    /** Runs a command, and returns what it printed if it fails; empty if it succeeds. */
    private static Optional<String> failureOf(List<String> command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(TRY_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of("no end within " + TRY_SECONDS + " s");
            }
            String printed = new String(process.getInputStream().readNBytes(1000), UTF_8).strip();
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(printed.isEmpty() ? "exit code " + process.exitValue() : printed);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // A few empty directories left in /var/tmp do no harm.
        }
    }
}
