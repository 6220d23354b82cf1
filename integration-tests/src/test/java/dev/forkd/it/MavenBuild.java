package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Maven build as a child process: with a deadline, an environment of its own, and a session of its own. */
final class MavenBuild {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Project project;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable Home home;
    private Duration deadline = Duration.ofMinutes(4);
    private int columns;

    private MavenBuild(Project project) {
        this.project = project;
    }

    static MavenBuild of(Project project) {
        return new MavenBuild(project);
    }

    /** The tests of a compiled fixture, plain. */
    static MavenBuild tests(Project project, Home home) {
        MavenBuild build = new MavenBuild(project);
        build.home = home;
        return build.arguments(
                "surefire:test",
                "-Dit.tmp=" + home.temporary(),
                "-Dit.dir=" + home.shared(),
                "-Dsurefire.failIfNoSpecifiedTests=false");
    }

    /** The tests of a compiled fixture, in {@code n} sandboxes. */
    static MavenBuild forkd(Project project, Home home, int n) {
        return tests(project, home)
                .arguments("-Pforkd", "-Dforkd.scope=all", "-Dforkd.n=" + n, "-Dforkd.system-properties=it.*")
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }

    MavenBuild arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    MavenBuild environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    MavenBuild deadline(Duration limit) {
        deadline = limit;
        return this;
    }

    /** In front of a terminal of this width, as a person would start it. */
    MavenBuild onTerminal(int width) {
        columns = width;
        return environment("TERM", "xterm").environment("CI", "");
    }

    Result run() {
        try (Running running = start()) {
            return running.end();
        }
    }

    Running start() {
        String name = "run-" + COUNT.incrementAndGet();
        Path logs = home == null ? project.directory() : home.root();
        Path log = logs.resolve(name + ".log");
        List<String> maven = new ArrayList<>();
        maven.add(Settings.path("it.maven.home").resolve("bin").resolve("mvn").toString());
        if (columns == 0) {
            maven.add("-B");
        }
        maven.addAll(List.of("--no-transfer-progress", "-Dmaven.repo.local=" + Repository.path(), "-Dreports=" + name));
        maven.addAll(project.properties());
        maven.addAll(arguments);
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(columns == 0 ? maven : withTerminal(maven));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        prepare(builder.environment());
        try {
            return new Running(builder.start(), log, reports(name), deadline);
        } catch (IOException e) {
            throw new IllegalStateException("Maven could not be started", e);
        }
    }

    /** {@code script} of util-linux makes a terminal, and copies what is shown on it to its output. */
    private List<String> withTerminal(List<String> command) {
        String quoted = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return List.of("/usr/bin/script", "-qec", "stty cols " + columns + " rows 40; exec " + quoted, "/dev/null");
    }

    private Path reports(String name) {
        return project.directory().resolve("target").resolve(name);
    }

    private void prepare(Map<String, String> variables) {
        variables
                .keySet()
                .removeIf(name -> name.startsWith("FORKD_")
                        || name.startsWith("SANDBOX_")
                        || name.equals("MAVEN_CMD_LINE_ARGS")
                        || name.equals("MAVEN_PROJECTBASEDIR"));
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        if (home != null) {
            variables.put("XDG_STATE_HOME", home.state().toString());
            variables.put(Home.MARK, home.mark());
        }
        variables.putAll(environment);
    }

    /** How a build ended. */
    record Result(int exitCode, String output, Path reports, Duration took) {

        Reports tests() {
            return Reports.read(reports);
        }
    }

    /** A build that runs; closing it kills what is left of it. */
    static final class Running implements AutoCloseable {

        private final Process process;
        private final Path log;
        private final Path reports;
        private final long startNanos = System.nanoTime();
        private final Duration deadline;

        Running(Process process, Path log, Path reports, Duration deadline) {
            this.process = process;
            this.log = log;
            this.reports = reports;
            this.deadline = deadline;
        }

        long pid() {
            return process.pid();
        }

        String output() {
            try {
                return new String(Files.readAllBytes(log), UTF_8);
            } catch (IOException e) {
                return "(no output: " + e + ")";
            }
        }

        /** The JVM in which Surefire runs the tests. */
        ProcessHandle fork() {
            return process.descendants()
                    .filter(handle -> Leftovers.commandLine(handle.pid()).contains("surefirebooter"))
                    .filter(handle -> Leftovers.commandLine(handle.pid()).contains("java "))
                    .reduce((first, second) -> second)
                    .orElseThrow(() -> new AssertionError("no fork of Surefire runs:\n" + output()));
        }

        /** The JVM of Maven: the script replaces itself with it. */
        ProcessHandle maven() {
            return process.toHandle();
        }

        List<ProcessHandle> tree() {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            return all;
        }

        /** Waits for something that happens while the build runs. */
        void until(String what, BooleanSupplier condition) {
            Awaitility.await(what)
                    .atMost(deadline)
                    .pollInterval(Duration.ofMillis(100))
                    .failFast("the build goes on", () -> {
                        if (!process.isAlive() && !condition.getAsBoolean()) {
                            throw new AssertionError("the build ended before " + what + ":\n" + output());
                        }
                    })
                    .until(condition::getAsBoolean);
        }

        Result end() {
            try {
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    String soFar = output();
                    close();
                    throw new AssertionError("The build did not end within " + deadline + ":\n" + soFar);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            return new Result(process.exitValue(), output(), reports, took);
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                tree().forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}
