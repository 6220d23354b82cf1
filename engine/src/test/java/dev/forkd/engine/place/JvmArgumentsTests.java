package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmArgumentsTests {

    @TempDir
    Path directory;

    @Test
    void a_jvm_reads_each_argument_as_it_was() throws Exception {
        String odd = "a\tb\rc\nd\fe \"f\" 'g' \\h #i @j";
        Path program = Files.writeString(
                directory.resolve("Say.java"),
                """
                class Say {
                    public static void main(String[] arguments) {
                        System.out.print(System.getProperty("odd"));
                    }
                }
                """);
        // What makes it a worker is left out, since it would be looked for.
        String file =
                JvmArguments.file(List.of("-Dodd=" + odd), List.of(), "/worker.jar", "/properties", true, List.of());
        Path arguments = Files.write(
                directory.resolve("arguments"), SystemText.bytes(file.substring(0, file.indexOf("\"-cp\""))));

        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "@" + arguments, program.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo(odd);
    }
}
