package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another user of the machine can neither list, run, read, stop nor slow anything of a running build. */
class OtherUserIT {

    private static final List<String> AS_ANOTHER_USER =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final Pattern SANDBOX = Pattern.compile("sb-[0-9a-f]+-[0-9a-f]{4}");
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    @RegisterExtension
    final Home home = new Home();

    /** Where others may come as far as they are let: what lies above a build is not always closed to them. */
    private Path open = Path.of("");

    @BeforeEach
    void openPlace() throws Exception {
        List<String> probe = new ArrayList<>(AS_ANOTHER_USER);
        probe.add("true");
        boolean possible;
        try {
            possible = new ProcessBuilder(probe).start().waitFor() == 0;
        } catch (IOException e) {
            possible = false;
        }
        Assumptions.assumeTrue(possible, "only root with setpriv can act as another user here");
        open = Files.createTempDirectory(Path.of("/var/tmp"), "forkd-it-");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(open.resolve("state"));
        Path temporary = Files.createDirectory(open.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void closePlace() throws IOException {
        if (!open.toString().isEmpty()) {
            Trees.delete(open);
        }
    }

    @Test
    void stays_outside() throws Exception {
        MavenBuild.Result result;
        Path told = home.root().resolve("intruder.log");
        try (MavenBuild.Running build = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dtest=WaitsOneTest,Quick*Test", "-Dit.tmp=" + open.resolve("tmp"))
                .environment("XDG_STATE_HOME", open.resolve("state").toString())
                .start()) {
            build.until("the test waits", () -> Files.exists(home.shared().resolve("waiting-One")));
            Process intruder = intrude(build, told);
            try {
                await().atMost(ENDS_WITHIN)
                        .until(() ->
                                !intruder.isAlive() || Files.readString(told).contains("holds "));
                long start = System.nanoTime();
                Files.writeString(home.shared().resolve("go"), "");
                result = build.end();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ENDS_WITHIN);
            } finally {
                intruder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
        List<String> tries = Files.readAllLines(told);
        assertThat(tries).filteredOn(line -> line.startsWith("out ")).hasSizeGreaterThan(40);
        assertThat(tries).noneMatch(line -> line.startsWith("IN ")).anyMatch(line -> line.startsWith("holds "));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(open.resolve("tmp")).isEmptyDirectory();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private Process intrude(MavenBuild.Running build, Path told) throws IOException {
        Path program = open.resolve("Intruder.java");
        Files.copy(Settings.path("it.projects").resolve("intruder").resolve("Intruder.java"), program);
        List<String> command = new ArrayList<>(AS_ANOTHER_USER);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(program.toString());
        command.add(Integer.toString(port(build.fork().pid())));
        List<ProcessHandle> workers = home.leftovers().workers();
        assertThat(workers).isNotEmpty();
        workers.forEach(worker -> command.add(Long.toString(worker.pid())));
        command.add(Long.toString(build.fork().pid()));
        command.add(Long.toString(build.maven().pid()));
        Path state = open.resolve("state").resolve("forkd");
        command.add(state.toString());
        command.addAll(below(state.resolve("local")));
        command.addAll(below(open.resolve("tmp")));
        command.addAll(sandboxes(state));
        return new ProcessBuilder(command)
                .directory(open.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
    }

    private static List<String> below(Path directory) {
        return Trees.children(directory).stream().map(Path::toString).toList();
    }

    /** Their names, which others cannot see, but might guess. */
    private static List<String> sandboxes(Path state) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path lease : Trees.children(state.resolve("leases"))) {
            Matcher matcher = SANDBOX.matcher(Files.readString(lease));
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    /** The port at which a process listens, as the kernel's table says. */
    private static int port(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (Path descriptor : Trees.children(Path.of("/proc", Long.toString(pid), "fd"))) {
            try {
                sockets.add(Files.readSymbolicLink(descriptor).toString());
            } catch (IOException e) {
                // Closed meanwhile.
            }
        }
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[3].equals("0A") && sockets.contains("socket:[" + fields[9] + "]")) {
                    return Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
                }
            }
        }
        throw new AssertionError("process " + pid + " listens nowhere");
    }
}
