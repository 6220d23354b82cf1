package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateCoverageTests {

    @TempDir
    private Path directory;

    @Test
    void only_an_agent_of_jacoco_that_does_not_append_overwrites_its_file() {
        assertThat(overwritten(
                        "-javaagent:/r/org.jacoco.agent-0.8.13-runtime.jar=destfile=target/it.exec,append=false"))
                .contains(directory.resolve("target/it.exec"));
        assertThat(overwritten("-javaagent:/r/jacocoagent.jar=append=false,destfile=/elsewhere/it.exec"))
                .contains(Path.of("/elsewhere/it.exec"));
        assertThat(overwritten("-javaagent:/r/jacocoagent.jar=append=false"))
                .contains(directory.resolve("jacoco.exec"));
        assertThat(overwritten("-javaagent:/r/jacocoagent.jar=destfile=target/it.exec"))
                .isEmpty();
        assertThat(overwritten("-javaagent:/r/jacocoagent.jar=append=true,excludes=append=false.*"))
                .isEmpty();
        assertThat(overwritten("-javaagent:/r/other-agent.jar=append=false")).isEmpty();
        assertThat(overwritten("-Xmx1g")).isEmpty();
    }

    @Test
    void what_workers_covered_follows_what_the_agent_writes_at_its_end() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("jacoco.exec"), "of an earlier run");
        Path content = Files.writeString(directory.resolve("workers.exec"), " and of the workers");

        runToItsEnd(file, content);

        assertThat(file).hasContent("of this run and of the workers");
        assertThat(content).doesNotExist();
    }

    @Test
    void it_is_kept_if_there_was_no_file_before() throws IOException, InterruptedException {
        Path file = directory.resolve("jacoco.exec");

        runToItsEnd(file, Files.writeString(directory.resolve("workers.exec"), " and of the workers"));

        assertThat(file).hasContent("of this run and of the workers");
    }

    private Optional<Path> overwritten(String argument) {
        return LateCoverage.overwrittenFile(List.of("-Xss1m", argument), directory);
    }

    private static void runToItsEnd(Path file, Path content) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Covered.class.getName(),
                        file.toString(),
                        content.toString())
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A JVM whose agent overwrites its file at the end, as JaCoCo's does. */
    static final class Covered {

        private Covered() {}

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Files.writeString(file, "of this run");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            LateCoverage.addAtTheEnd(file, Path.of(arguments[1]));
        }
    }
}
