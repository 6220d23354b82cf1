package dev.forkd.action.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs the steps of a job as the runner does: the same variables, files, reading of lines, signals and pauses between
 * them, and the clean-up of orphans at the end.
 */
public final class RunnerEmulator implements AutoCloseable {
    private final Path root;
    private final Path dist;
    private final String trackingId = "github_" + UUID.randomUUID();
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** Prepares a job below a directory, with the launcher and the jar that were built. */
    public RunnerEmulator(Path root) {
        Assumptions.assumeTrue(hasNode(), "there is no node on the PATH: a runner brings its own");
        this.root = root;
        this.dist = root.resolve("action/dist");
        try {
            Files.createDirectories(dist);
            Files.createDirectories(root.resolve("temp"));
            Files.createDirectories(root.resolve("workspace"));
            try (Stream<Path> files = Files.list(Path.of("dist"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
                    Files.copy(file, dist.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Path jar = Path.of("target/forkd-action.jar").toAbsolutePath();
            if (!Files.exists(jar)) {
                throw new IllegalStateException(jar + " is missing: build the module first");
            }
            Files.createSymbolicLink(dist.resolve(jar.getFileName()), jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasNode() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
    }

    /** Sets a variable of the job. */
    public RunnerEmulator variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Where the repository would be. */
    public Path workspace() {
        return root.resolve("workspace");
    }

    /** The directory of the action. */
    public Path dist() {
        return dist;
    }

    /** Starts a step's main part. */
    public EmulatedStep start(String main, Map<String, String> inputs) {
        return new EmulatedStep(this, main, inputs);
    }

    Process launch(String script, Path files, Map<String, String> inputs, Map<String, String> state)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder("node", dist.resolve(script).toString());
        builder.directory(workspace().toFile());
        Map<String, String> env = builder.environment();
        env.keySet()
                .removeIf(name -> name.startsWith("FORKD_") || name.startsWith("INPUT_") || name.startsWith("GITHUB_"));
        env.put("GITHUB_ACTIONS", "true");
        env.put("GITHUB_WORKSPACE", workspace().toString());
        env.put("RUNNER_TEMP", root.resolve("temp").toString());
        env.put("RUNNER_TRACKING_ID", trackingId);
        env.put("ACTIONS_RUNTIME_TOKEN", "runtime-token");
        for (String file : new String[] {"OUTPUT", "STATE", "STEP_SUMMARY", "ENV", "PATH"}) {
            Path path = files.resolve(file.toLowerCase(Locale.ROOT));
            if (!Files.exists(path)) {
                Files.createFile(path);
            }
            env.put("GITHUB_" + file, path.toString());
        }
        inputs.forEach(
                (name, value) -> env.put("INPUT_" + name.replace(' ', '_').toUpperCase(Locale.ROOT), value));
        state.forEach((name, value) -> env.put("STATE_" + name, value));
        env.putAll(variables);
        return builder.start();
    }

    Path stepFiles() {
        try {
            return Files.createTempDirectory(root, "step-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of this job that still live, as the runner finds them at the end of a job. */
    public Stream<ProcessHandle> orphans() {
        byte[] mark = ("RUNNER_TRACKING_ID=" + trackingId).getBytes(StandardCharsets.UTF_8);
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                String environment =
                        Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
                return environment.contains(new String(mark, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                return false; // It is gone, or not ours.
            }
        });
    }

    /** The end of the job: what is left is killed. */
    @Override
    public void close() {
        orphans().forEach(ProcessHandle::destroyForcibly);
    }
}
