package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.fixture.ExitingFixture;
import dev.forkd.worker.fixture.IdentityFixture;
import dev.forkd.worker.fixture.StdinFixture;
import dev.forkd.worker.fixture.TreeFixture;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.TestExecutionListener;

/** The worker as it really runs: a JVM of its own, commands on its input, events in a file. */
@Timeout(120)
class WorkerProcessTests {

    private static final String VARIABLE = "FORKD_WORKER";
    private static final String PROPERTY = "-Dforkd.worker=true";

    @TempDir
    private Path directory;

    @Test
    void it_runs_plans_and_says_farewell() throws Exception {
        int exitCode = run(
                List.of(PROPERTY),
                Map.of(VARIABLE, "1"),
                new WorkerCommand.Configure(Map.of()),
                new WorkerCommand.Run(
                        1, List.of(id(TreeFixture.class, "publishes(org.junit.jupiter.api.TestReporter)"))),
                new WorkerCommand.Run(2, List.of(id(StdinFixture.class, "seesAnEmptyInput()"))),
                new WorkerCommand.Stop(),
                new WorkerCommand.Run(3, List.of()));

        assertThat(exitCode).isZero();
        List<String> events = events();
        assertThat(events.get(0))
                .contains("\"s\":1,")
                .contains("\"e\":\"hello\"")
                .contains("\"protocol\":4");
        assertThat(events.get(events.size() - 1)).contains("\"e\":\"bye\"");
        assertThat(events)
                .filteredOn(line -> line.contains("\"plan-finished\""))
                .hasSize(2);
        assertThat(events)
                .filteredOn(line -> line.contains("\"finished\""))
                .hasSize(4)
                .allMatch(line -> line.contains("\"outcome\":\"SUCCESSFUL\""));
        assertThat(String.join("", events).chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    }

    @Test
    void it_ends_when_nobody_sends_commands_any_more() throws Exception {
        assertThat(run(List.of(PROPERTY), Map.of(VARIABLE, "1"))).isZero();

        assertThat(events()).last().asString().contains("\"e\":\"bye\"");
    }

    @Test
    void what_a_test_printed_before_it_ended_the_jvm_is_not_lost() throws Exception {
        int exitCode = run(
                List.of(PROPERTY),
                Map.of(VARIABLE, "1"),
                new WorkerCommand.Run(1, List.of(id(ExitingFixture.class, "exits()"))));

        assertThat(exitCode).isEqualTo(3);
        String bytes = Output.of(null, false, "last words".getBytes(UTF_8)).base64();
        assertThat(events()).anyMatch(line -> line.contains(bytes) && line.contains("exits()"));
    }

    @Test
    void a_command_that_it_does_not_know_ends_it() throws Exception {
        int exitCode = start(List.of(PROPERTY), Map.of(VARIABLE, "1"), "dance\n");

        assertThat(exitCode).isEqualTo(70);
        assertThat(events()).last().asString().contains("\"e\":\"broken\"").contains("Unknown command 'dance'");
        assertThat(directory.resolve("output")).isEmptyFile();
    }

    @Test
    void a_listener_that_cannot_be_made_ends_it_before_it_is_ready_and_is_named() throws Exception {
        Path services = Files.createDirectories(directory.resolve("path/META-INF/services"));
        Files.writeString(services.resolve(TestExecutionListener.class.getName()), "no.such.Listener\n");

        assertThat(start(List.of(PROPERTY), Map.of(VARIABLE, "1"), "stop\n", directory.resolve("path")))
                .isEqualTo(70);

        assertThat(events()).last().asString().contains("\"e\":\"broken\"").contains("no.such.Listener");
        assertThat(String.join("", events())).doesNotContain("\"ready\"");
    }

    @Test
    void it_refuses_to_run_unless_both_marks_are_set() throws Exception {
        assertThat(run(List.of(PROPERTY), Map.of())).isEqualTo(70);
        assertThat(run(List.of(), Map.of(VARIABLE, "1"))).isEqualTo(70);

        assertThat(directory.resolve("output")).content().contains("by the forkd engine inside a sandbox");
        assertThat(directory.resolve("events")).doesNotExist();
    }

    @Test
    void one_that_waits_becomes_who_it_is_told_to_be_for_itself_and_its_children() throws Exception {
        int exitCode = run(
                List.of(PROPERTY),
                Map.of(VARIABLE, "1", "FORKD_WAIT", "1", "SANDBOX_INDEX", "????????"),
                new WorkerCommand.Become(Map.of("SANDBOX_INDEX", "7"), -5_577_006_791_947_779_410L),
                new WorkerCommand.Configure(Map.of()),
                new WorkerCommand.Run(1, List.of(id(IdentityFixture.class, "isNumberSeven()"))),
                new WorkerCommand.Stop());

        assertThat(exitCode).as(Files.readString(directory.resolve("output"))).isZero();
        List<String> events = events();
        assertThat(events.get(0)).contains("\"e\":\"waiting\"").doesNotContain("objections");
        assertThat(events.get(1)).contains("\"s\":1,").contains("\"e\":\"hello\"");
        assertThat(events)
                .filteredOn(line -> line.contains("\"finished\""))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"outcome\":\"SUCCESSFUL\""));
    }

    @Test
    void one_that_waits_ends_when_its_host_is_gone() throws Exception {
        assertThat(run(List.of(PROPERTY), Map.of(VARIABLE, "1", "FORKD_WAIT", "1")))
                .isZero();
        assertThat(events()).singleElement().asString().contains("\"e\":\"waiting\"");
    }

    @Test
    void a_placeholder_that_is_too_short_is_refused() throws Exception {
        int exitCode = run(
                List.of(PROPERTY),
                Map.of(VARIABLE, "1", "FORKD_WAIT", "1", "SANDBOX_ID", "?"),
                new WorkerCommand.Become(Map.of("SANDBOX_ID", "sb-1"), 1));

        assertThat(exitCode).isEqualTo(70);
        assertThat(directory.resolve("output")).content().contains("too short");
    }

    private int run(List<String> options, Map<String, String> variables, WorkerCommand... commands) throws Exception {
        StringBuilder input = new StringBuilder();
        for (WorkerCommand command : commands) {
            input.append(command.toLine()).append('\n');
        }
        return start(options, variables, input.toString());
    }

    private int start(List<String> options, Map<String, String> variables, String input, Path... classPath)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        String path = Stream.concat(
                        Stream.of(classPath).map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", path, Worker.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().remove(VARIABLE);
        builder.environment().putAll(variables);
        builder.environment()
                .put("FORKD_STREAM_EVENTS", directory.resolve("events").toString());
        Process process = builder.start();
        try {
            try (OutputStream commands = process.getOutputStream()) {
                commands.write(input.getBytes(US_ASCII));
            } catch (IOException e) {
                // It ended without reading them.
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(directory.resolve("events"), US_ASCII);
    }

    private static String id(Class<?> type, String method) {
        return "[engine:junit-jupiter]/[class:" + type.getName() + "]/[method:" + method + "]";
    }
}
