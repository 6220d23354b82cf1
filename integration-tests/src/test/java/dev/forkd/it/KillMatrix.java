package dev.forkd.it;

import dev.forkd.it.Gateway.Step;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One cell of the kill matrix: 200 tests run in two sandboxes, and at one step of the protocol something dies. */
final class KillMatrix {

    static final List<String> CLASSES = List.of(
            "OneTest",
            "TwoTest",
            "ThreeTest",
            "FourTest",
            "FiveTest",
            "SixTest",
            "SevenTest",
            "EightTest",
            "NineTest",
            "TenTest");
    private static final int TESTS = 200;
    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final Duration CLEAN_WITHIN = Duration.ofSeconds(90);

    private final Moment moment;
    private final Blow blow;
    private final Home home;
    private final Path project;
    private final String classPath;
    private @Nullable Server server;

    KillMatrix(Moment moment, Blow blow, Home home, Path project, String classPath) {
        this.moment = moment;
        this.blow = blow;
        this.home = home;
        this.project = project;
        this.classPath = classPath;
    }

    /** When it happens. */
    enum Moment {
        PRIMER(Step.CREATE, 1),
        CREATE(Step.CREATE, 2),
        PREPARE(Step.PREPARE, 9),
        START(Step.START, 1),
        FIRST_POLL(Step.POLL, 1),
        PLAN(Step.SEND, 2),
        RUNNING(Step.POLL, 9),
        LATE(Step.POLL, 15),
        DELETE(Step.DELETE, 2);

        private final Step step;
        private final int ordinal;

        Moment(Step step, int ordinal) {
            this.step = step;
            this.ordinal = ordinal;
        }

        /** Whether the request names a sandbox. */
        boolean hasSandbox() {
            return step != Step.CREATE;
        }

        boolean hasWorker() {
            return compareTo(START) >= 0 && this != DELETE;
        }
    }

    /** What happens. */
    enum Blow {
        WORKER_KILLED(1),
        SUPERVISOR_KILLED(1),
        WORKER_STOPPED(1),
        SANDBOX_DELETED(1),
        CONTROLLER_STOPPED(0),
        CONTROLLER_KILLED(TESTS),
        CONTROLLER_RESTARTED(2),
        CONNECTION_RESET(0),
        HOST_TERMINATED(TESTS),
        HOST_KILLED(TESTS);

        private final int mostLost;

        Blow(int mostLost) {
            this.mostLost = mostLost;
        }

        boolean needsWorker() {
            return compareTo(SANDBOX_DELETED) < 0;
        }

        boolean endsHost() {
            return this == HOST_TERMINATED || this == HOST_KILLED;
        }
    }

    static boolean isPossible(Moment moment, Blow blow) {
        boolean hasTarget = blow != Blow.SANDBOX_DELETED || moment.hasSandbox();
        return hasTarget && (moment.hasWorker() || !blow.needsWorker());
    }

    /** Runs the cell; answers what was wrong, then how long it took and how many tests the blow cost. */
    Result run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> wrongs = new ArrayList<>();
        Path report = home.root().resolve("report.tsv");
        server = Server.start(home);
        List<String> lost = List.of();
        try (Gateway gateway = gateway()) {
            Process host = host(gateway.url(), report, CLASSES);
            hostPid = host.pid();
            if (!host.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                wrongs.add("the host still ran after " + BOUND.toSeconds() + " s");
                host.destroyForcibly();
            }
            if (!gateway.struck()) {
                wrongs.add("the moment did not come");
            }
            lost = judge(report, wrongs);
            if (blow == Blow.HOST_KILLED) {
                // The next run removes what is left.
                host(gateway.url(), home.root().resolve("next.tsv"), List.of("OneTest"))
                        .waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
            }
            leftovers(wrongs);
        } finally {
            server.close();
        }
        return new Result(wrongs, Duration.ofNanos(System.nanoTime() - start), lost.size());
    }

    private volatile long hostPid;

    /** What became of a cell. */
    record Result(List<String> wrongs, Duration took, int lost) {}

    private Gateway gateway() throws IOException {
        return new Gateway(server.url(), moment.step, moment.ordinal, this::strike);
    }

    private Process host(URI url, Path report, List<String> classes) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath,
                "-Djava.io.tmpdir=" + home.temporary(),
                "-Dit.dir=" + home.shared(),
                "-Dforkd.url=" + url,
                "-Dforkd.snapshot-tag=local",
                "-Dforkd.per-child-netns=false",
                "-Dforkd.scope=all",
                "-Dforkd.n=2",
                // A worker that waits would only be one JVM more to start.
                "-Dforkd.warm=off",
                "-Dforkd.system-properties=it.*",
                "it.matrix.Host",
                report.toString()));
        command.addAll(classes);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        home.root().resolve(report.getFileName() + ".log").toFile());
        builder.environment().put("XDG_STATE_HOME", home.state().toString());
        builder.environment().put(Home.MARK, home.mark());
        builder.environment().put("FORKD_ENVIRONMENT", Home.MARK);
        return builder.start();
    }

    private boolean strike(String sandbox) throws IOException, InterruptedException {
        switch (blow) {
            case WORKER_KILLED -> signal("KILL", worker());
            case WORKER_STOPPED -> signal("STOP", worker());
            case SUPERVISOR_KILLED -> signal("KILL", supervisor());
            case SANDBOX_DELETED -> server.delete("/v1/sandboxes/" + sandbox);
            case CONTROLLER_STOPPED -> {
                server.signal("STOP");
                TimeUnit.SECONDS.sleep(4);
                server.signal("CONT");
            }
            case CONTROLLER_KILLED -> server.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            case CONTROLLER_RESTARTED -> {
                int port = server.url().getPort();
                server.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                server = Server.start(home, "--port", Integer.toString(port));
            }
            case CONNECTION_RESET -> {
                return true;
            }
            case HOST_TERMINATED -> signal("TERM", hostPid);
            case HOST_KILLED -> signal("KILL", hostPid);
        }
        return false;
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        Signals.send(name, Long.toString(pid));
    }

    /** Any worker; it may take a moment until there is one. */
    private long worker() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            List<ProcessHandle> workers = home.leftovers().workers();
            if (!workers.isEmpty()) {
                return workers.get(0).pid();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("no worker came");
    }

    /** The nearest process above a worker that supervises it. */
    private long supervisor() throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(worker()).orElseThrow();
        while (!Leftovers.commandLine(process.pid()).contains("process.sh supervise")) {
            process = process.parent().orElseThrow(() -> new IllegalStateException("nobody supervises the worker"));
        }
        return process.pid();
    }

    /** Answers the tests that did not get the end that they have by themselves. */
    private List<String> judge(Path report, List<String> wrongs) throws IOException {
        List<String> lost = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (String line : Files.exists(report) ? Files.readAllLines(report) : List.<String>of()) {
            String[] parts = line.split("\t", -1);
            if (parts.length < 3) {
                if (!blow.endsHost()) {
                    wrongs.add("a broken line: " + line);
                }
            } else if (!told.add(parts[0])) {
                wrongs.add("told twice: " + parts[0]);
            } else {
                judge(parts, lost, wrongs);
            }
        }
        if (!blow.endsHost() && told.size() != TESTS) {
            wrongs.add(told.size() + " tests were told");
        }
        if (lost.size() > blow.mostLost) {
            wrongs.add(lost.size() + " tests were lost: " + lost.get(0));
        }
        return lost;
    }

    private void judge(String[] parts, List<String> lost, List<String> wrongs) {
        boolean ran = Files.exists(home.shared().resolve(parts[0]));
        boolean meantToFail = parts[0].endsWith("7");
        if (parts[1].equals("SUCCESSFUL")) {
            if (!ran || meantToFail) {
                wrongs.add("falsely green: " + parts[0]);
            }
        } else if (!(meantToFail && ran && parts[2].contains("meant to fail"))) {
            lost.add(String.join(" ", Arrays.asList(parts)));
        }
    }

    private void leftovers(List<String> wrongs) throws InterruptedException {
        long end = System.nanoTime() + CLEAN_WITHIN.toNanos();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(300);
            left = left();
        }
        left.forEach(what -> wrongs.add("left: " + what));
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        home.leftovers().marked().forEach((handle, line) -> {
            boolean isServer = handle.pid() == server.process().pid() || line.contains("standalone.jar");
            if (!isServer && !line.isBlank()) {
                left.add(handle.pid() + " " + line);
            }
        });
        if (blow != Blow.CONTROLLER_KILLED) {
            home.leftovers().leases().forEach(lease -> left.add("lease " + lease.getFileName()));
        }
        Trees.children(home.temporary()).forEach(path -> left.add("temporary " + path.getFileName()));
        return left;
    }
}
