package dev.forkd.action.build;

import dev.forkd.action.files.ItemList;
import dev.forkd.action.report.BuildEnd;
import dev.forkd.action.report.MergedReport;
import dev.forkd.action.report.Reporter;
import dev.forkd.action.report.TestCase;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a build on this machine with environment variables that make the engine on its test class path distribute the
 * tests. The build's output is passed on with workflow commands disabled, and its test reports are evaluated.
 */
public final class BuildRun {
    private static final long POLITE_SECONDS = 6;
    private static final Duration REST_WITHIN = Duration.ofSeconds(5);

    /**
     * Variables that are removed from the build's environment, because they are set from the inputs or concern only
     * this program. All other variables beginning with FORKD_ are settings of the engine, and stay.
     */
    private static final Set<String> NOT_FOR_THE_ENGINE = Set.of(
            "FORKD_URL",
            "FORKD_TOKEN",
            "FORKD_SNAPSHOT_TAG",
            "FORKD_SCOPE",
            "FORKD_N",
            "FORKD_PER_CHILD_NETNS",
            "FORKD_MEMORY_LIMIT_MIB",
            "FORKD_PREWARM",
            "FORKD_UNIT_TIMEOUT",
            "FORKD_CLEANUP",
            "FORKD_TIMINGS",
            "FORKD_LOG",
            "FORKD_SUMMARY",
            "FORKD_JUNIT_XML",
            "FORKD_PASS_ENV",
            "FORKD_JAVA_HOME");

    /**
     * Files that the engine writes for each run. They show that it ran, even if the build printed none of its lines.
     */
    private static final String RUN_FILES = "**/target/forkd/**/run.json\n**/build/forkd/run.json";

    private final RunEnvironment environment;
    private final Console console;

    /**
     * Prepares the run.
     *
     * @param environment the step's environment
     */
    public BuildRun(RunEnvironment environment) {
        this.environment = environment;
        this.console = environment.console();
    }

    /**
     * Runs the build.
     *
     * @param settings the build and its variables
     * @return how the step ends
     * @throws IOException if the build cannot be started, or files cannot be written
     * @throws InterruptedException if interrupted
     */
    public Exit run(BuildSettings settings) throws IOException, InterruptedException {
        Instant start = Instant.now().minusSeconds(1);
        long nanos = System.nanoTime();
        var progress = new EngineLines();
        int code = build(settings, progress);
        MergedReport report = MergedReport.ofBuild(fresh(settings, settings.reports(), start), console);
        long failed = report.all().stream().filter(TestCase::failed).count();
        environment.output().set("any_failed", Boolean.toString(code != 0 || failed > 0));
        environment.output().set("tests", Integer.toString(report.all().size()));
        environment.output().set("failures", Long.toString(failed));
        Duration duration = Duration.ofNanos(System.nanoTime() - nanos);
        if (code == 0 && !progress.seen() && fresh(settings, RUN_FILES, start).isEmpty()) {
            console.annotate(
                    Console.Level.WARNING,
                    "forkd: the tests were not distributed: the engine said nothing and left no run.json. Add dev.forkd:forkd-junit-engine"
                            + " to the project's test dependencies.");
        }
        Exit exit = judge(code);
        Reporter.build(
                environment,
                report,
                new BuildEnd(settings.command(), code, exit == Exit.CANCELLED, duration, progress.lines()));
        return exit;
    }

    private Exit judge(int code) {
        if (environment.cancellation().requested()) {
            console.say("cancelled: " + environment.cancellation().reason().orElse("") + ".");
            return Exit.CANCELLED;
        }
        if (code != 0) {
            console.annotate(Console.Level.ERROR, "forkd: the build ended with exit code " + code + ".");
            return Exit.COMMAND_FAILED;
        }
        return Exit.OK;
    }

    private int build(BuildSettings settings, EngineLines progress) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(arguments(settings))
                .directory(settings.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(NOT_FOR_THE_ENGINE::contains);
        builder.environment().putAll(settings.variables());
        console.group(settings.command().lines().findFirst().orElse(""));
        Process process = builder.start();
        try (Console.Passage passage = console.stopCommands()) {
            Thread stopper = stopper(process);
            var output = new BuildOutput(process.getInputStream(), (bytes, length) -> {
                passage.pass(bytes, length);
                progress.accept(bytes, length);
            });
            try {
                return process.waitFor();
            } finally {
                stopper.interrupt();
                // Before the runner takes commands again, also when this thread was interrupted.
                output.end(REST_WITHIN);
            }
        } finally {
            console.endGroup();
        }
    }

    private List<String> arguments(BuildSettings settings) throws IOException {
        Optional<List<String>> inline = settings.shell().withText(settings.command());
        if (inline.isPresent()) {
            return inline.get();
        }
        Path file = Files.writeString(environment.directory().resolve("build.sh"), settings.command());
        return settings.shell().withFile(file.toString());
    }

    /**
     * Ends the build on cancellation. A signal to the shell alone would not reach the build, so all its processes get
     * one; those that remain after a while are killed.
     */
    private Thread stopper(Process process) {
        Thread thread = new Thread(() -> {
            try {
                while (process.isAlive()) {
                    if (environment.cancellation().await(1000)) {
                        List<ProcessHandle> tree =
                                new ArrayList<>(process.toHandle().descendants().toList());
                        tree.add(process.toHandle());
                        tree.forEach(ProcessHandle::destroy);
                        boolean ended = process.waitFor(POLITE_SECONDS, TimeUnit.SECONDS);
                        tree.addAll(process.toHandle().descendants().toList());
                        tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
                        if (ended) {
                            return;
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.setName("forkd stop");
        thread.start();
        return thread;
    }

    /** Returns only files that this build has written, because older ones say nothing about it. */
    private static List<Path> fresh(BuildSettings settings, String patterns, Instant start) throws IOException {
        List<Path> fresh = new ArrayList<>();
        for (String name : ItemList.outputs(settings.directory(), patterns)) {
            Path file = settings.directory().resolve(name);
            if (Files.getLastModifiedTime(file).compareTo(FileTime.from(start)) >= 0) {
                fresh.add(file);
            }
        }
        return fresh;
    }
}
