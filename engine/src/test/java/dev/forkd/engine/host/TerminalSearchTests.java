package dev.forkd.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSearchTests {

    private static final long MAVEN = 10;
    private static final long SHELL = 20;
    private static final long FORK = 30;
    private static final Path TERMINAL = Path.of("/dev/pts/3");

    @TempDir
    Path directory;

    private final Map<String, String> environment =
            new TreeMap<>(Map.of("TERM", "xterm", "MAVEN_CMD_LINE_ARGS", " test"));

    @BeforeEach
    void aForkOfMavenOnATerminal() throws IOException {
        Files.createDirectories(directory.resolve("maven/lib"));
        Files.createFile(directory.resolve("maven/lib/maven-core-3.9.9.jar"));
        process(
                MAVEN,
                1,
                "/dev/pts/3",
                "java",
                "-Dmaven.home=" + directory.resolve("maven"),
                "org.codehaus.plexus.classworlds.launcher.Launcher",
                "test");
        process(SHELL, MAVEN, "pipe:[1]", "/bin/sh", "-c", "cd x && java");
        process(FORK, SHELL, "pipe:[1]", "java", "-jar", "surefirebooter.jar");
    }

    @Test
    void the_terminal_of_maven_is_found_through_shells() {
        assertThat(ofMaven(false)).contains(TERMINAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-B test", "test --batch-mode", "-Dstyle.color=never test"})
    void who_asks_maven_for_plain_lines_gets_them_unless_a_live_view_is_wanted(String arguments) {
        environment.put("MAVEN_CMD_LINE_ARGS", " " + arguments);

        assertThat(ofMaven(false)).isEmpty();
        assertThat(ofMaven(true)).contains(TERMINAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-l log.txt test", "test --log-file=x", "-T2 test", "--threads 1C", "-q test", "-X test"})
    void where_maven_prints_elsewhere_or_not_alone_there_is_none(String arguments) {
        environment.put("MAVEN_CMD_LINE_ARGS", " " + arguments);

        assertThat(ofMaven(false)).isEmpty();
        assertThat(ofMaven(true)).isEmpty();
    }

    @Test
    void arguments_that_are_not_known_are_a_doubt() {
        environment.remove("MAVEN_CMD_LINE_ARGS");

        assertThat(ofMaven(false)).isEmpty();
        assertThat(ofMaven(true)).contains(TERMINAL);
    }

    @Test
    void ci_is_a_doubt_and_a_dumb_terminal_none() {
        environment.put("CI", "true");
        assertThat(ofMaven(false)).isEmpty();
        assertThat(ofMaven(true)).contains(TERMINAL);
        assertThat(ofThisProcess(false)).isEmpty();

        environment.put("TERM", "dumb");
        assertThat(ofMaven(true)).isEmpty();
        assertThat(ofThisProcess(true)).isEmpty();
    }

    @Test
    void another_maven_is_a_doubt() throws IOException {
        Files.move(
                directory.resolve("maven/lib/maven-core-3.9.9.jar"),
                directory.resolve("maven/lib/maven-core-4.0.0.jar"));

        assertThat(ofMaven(false)).isEmpty();
        assertThat(ofMaven(true)).contains(TERMINAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe:[7]", "/home/user/log.txt", "/dev/null", "socket:[7]"})
    void what_is_no_terminal_is_none(String output) throws IOException {
        process(
                MAVEN,
                1,
                output,
                "java",
                "-Dmaven.home=" + directory.resolve("maven"),
                "org.codehaus.plexus.classworlds.launcher.Launcher");

        assertThat(ofMaven(true)).isEmpty();
    }

    @Test
    void a_daemon_is_none() throws IOException {
        process(SHELL, MAVEN, "/dev/pts/3", "java", "org.gradle.launcher.daemon.bootstrap.GradleDaemon");

        assertThat(ofMaven(true)).isEmpty();
    }

    @Test
    void another_program_has_its_own_error_stream() throws IOException {
        assertThat(ofThisProcess(true)).isEmpty();

        process(FORK, SHELL, "/dev/pts/3", "java", "-jar", "console.jar");

        assertThat(ofThisProcess(false)).contains(TERMINAL);
    }

    @Test
    void where_there_is_no_proc_there_is_none() {
        TerminalSearch search = new TerminalSearch(directory.resolve("none"), environment);

        assertThat(search.ofMaven(FORK, true)).isEmpty();
        assertThat(search.ofThisProcess(FORK, true)).isEmpty();
    }

    private Optional<Path> ofMaven(boolean wanted) {
        return new TerminalSearch(directory.resolve("proc"), environment).ofMaven(FORK, wanted);
    }

    private Optional<Path> ofThisProcess(boolean wanted) {
        return new TerminalSearch(directory.resolve("proc"), environment).ofThisProcess(FORK, wanted);
    }

    private void process(long pid, long parent, String output, String... command) throws IOException {
        Path process = directory.resolve("proc/" + pid);
        Files.createDirectories(process.resolve("fd"));
        for (int descriptor = 1; descriptor <= 2; descriptor++) {
            Files.deleteIfExists(process.resolve("fd/" + descriptor));
            Files.createSymbolicLink(process.resolve("fd/" + descriptor), Path.of(output));
        }
        Files.writeString(process.resolve("status"), "Name:\tjava\nPPid:\t" + parent + "\n");
        Files.writeString(process.resolve("cmdline"), String.join("\0", command) + "\0");
    }
}
