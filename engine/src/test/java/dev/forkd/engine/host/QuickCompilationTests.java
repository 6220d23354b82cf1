package dev.forkd.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM does that directs its compilers is seen in other JVMs, because it cannot be taken back. */
class QuickCompilationTests {

    @TempDir
    Path directory;

    @Test
    void methods_named_are_kept_from_the_optimising_compiler_and_others_are_not() throws Exception {
        String output = output(List.of("dev/forkd/engine/host/QuickCompilationTests$Hot.quick"));

        assertThat(output).contains("answer true").doesNotContainPattern(optimised("quick"));
        assertThat(output).containsPattern(optimised("best"));
    }

    @Test
    void all_methods_are() throws Exception {
        assertThat(output(List.of("*.*")))
                .contains("answer true")
                .doesNotContainPattern(optimised("quick"))
                .doesNotContainPattern(optimised("best"));
    }

    @Test
    void its_file_may_be_in_a_directory_with_blanks_and_does_not_stay() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("a b"));

        assertThat(output(List.of("*.*"), "-Djava.io.tmpdir=" + temporary)).contains("answer true");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void a_jvm_without_a_quick_compiler_is_left_alone() throws Exception {
        String output = output(List.of("*.*"), "-XX:-TieredCompilation");

        assertThat(output).contains("answer false").doesNotContain("made not compilable");
        assertThat(output(List.of("*.*"), "-XX:TieredStopAtLevel=1")).contains("answer false");
    }

    @Test
    void a_project_that_builds_its_own_mbean_server_is_left_alone() throws Exception {
        assertThat(output(List.of("*.*"), "-Djavax.management.builder.initial=suite.Builder"))
                .contains("answer false");
    }

    /** The line that {@code -XX:+PrintCompilation} prints: the fourth tier is the optimising compiler. */
    private static String optimised(String method) {
        return "(?m)^ *\\d+ +\\d+ .* 4 +\\S*Hot::" + method + " ";
    }

    private String output(List<String> methods, String... options) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+PrintCompilation",
                "-Xbatch",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(Hot.class.getName());
        command.addAll(methods);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, UTF_8);
    }

    /** A program with methods that each JVM optimises. */
    static final class Hot {

        private Hot() {}

        public static void main(String... methods) {
            boolean answer = QuickCompilation.direct(List.of(methods));
            long sum = 0;
            for (int i = 0; i < 20_000; i++) {
                sum += quick(i) + best(i);
            }
            System.out.println("answer " + answer + ", sum " + sum);
        }

        private static long quick(int from) {
            long sum = 0;
            for (int i = from; i < from + 1_000; i++) {
                sum += i ^ from;
            }
            return sum;
        }

        private static long best(int from) {
            long sum = 0;
            for (int i = from; i < from + 1_000; i++) {
                sum += i | from;
            }
            return sum;
        }
    }
}
