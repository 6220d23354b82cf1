package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JvmArgumentsTests {

    private static final Bundle BUNDLE =
            new Bundle(Path.of("a.zip"), Path.of("w.jar"), "", List.of(), "project", "project", List.of(), 1);

    @TempDir
    private Path directory;

    /** By itself a JVM on a small machine chooses another one, and what fits in the same heap is another matter. */
    @Test
    void a_worker_has_the_collector_that_this_jvm_has() throws Exception {
        String collectors = String.join(
                ",",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList());
        List<String> options = file(List.of(), List.of())
                .lines()
                .filter(line -> line.contains("-XX:"))
                .map(line -> line.replace("\"", ""))
                .toList();

        assertThat(options).singleElement().asString().startsWith("-XX:+Use");
        assertThat(collectorsWith(options.get(0))).isEqualTo(collectors);
    }

    @Test
    void a_collector_that_is_named_is_the_only_one() {
        assertThat(file(List.of("-XX:+UseParallelGC"), List.of())).containsOnlyOnce("-XX:+Use");
        assertThat(file(List.of(), List.of("-XX:+UseParallelGC"))).containsOnlyOnce("-XX:+Use");
    }

    @Test
    void directories_of_this_machine_are_not_handed_on() {
        assertThat(file(List.of("-Dbasedir=/here", "-Duser.dir=/here", "-Dother=x"), List.of()))
                .contains("-Dother=x")
                .doesNotContain("/here");
    }

    private static String file(List<String> own, List<String> further) {
        return new JvmArguments(own, further, new NamePatterns(List.of()), false).file(BUNDLE, "/root");
    }

    /** As if on a machine with one processor, where a JVM left to itself takes the serial one. */
    private String collectorsWith(String option) throws Exception {
        Path program = directory.resolve("Collectors.java");
        Files.writeString(
                program,
                """
                public class Collectors {
                    public static void main(String[] args) {
                        System.out.print(String.join(",", java.lang.management.ManagementFactory.getGarbageCollectorMXBeans()
                                .stream().map(bean -> bean.getName()).toList()));
                    }
                }
                """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1",
                        option,
                        program.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
