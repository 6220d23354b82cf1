package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeOutputTests {

    @TempDir
    Path directory;

    @Test
    void only_what_was_printed_since_the_last_call_is_returned() throws IOException {
        Path file = Files.writeString(directory.resolve("stdout"), "before");
        NativeOutput output = NativeOutput.of(file);

        assertThat(output.read()).isEmpty();
        append(file, "one");
        assertThat(output.read()).asString().isEqualTo("one");
        append(file, "two");
        append(file, "three");
        assertThat(output.read()).asString().isEqualTo("twothree");
        assertThat(output.read()).isEmpty();
    }

    @Test
    void of_very_much_the_end_is_returned() throws IOException {
        Path file = Files.createFile(directory.resolve("stdout"));
        NativeOutput output = NativeOutput.of(file);

        append(file, "x".repeat(5 * 1024 * 1024) + "end");

        assertThat(new String(output.read(), US_ASCII)).hasSize(4 * 1024 * 1024).endsWith("xend");
    }

    @Test
    void what_the_jvm_says_of_itself_is_left_out() throws IOException {
        Path file = Files.createFile(directory.resolve("stderr"));
        NativeOutput output = NativeOutput.of(file);
        String name = System.getProperty("java.vm.name");

        append(
                file,
                "one\r\n" + name + " warning: Sharing is only supported for some\ntwo\u00e9 " + name + " warning: x");

        assertThat(new String(output.read(), UTF_8)).isEqualTo("one\r\ntwo\u00e9 " + name + " warning: x");
    }

    @Test
    void an_interrupted_thread_reads_on_and_spoils_nothing() throws IOException {
        Path file = Files.createFile(directory.resolve("stdout"));
        NativeOutput output = NativeOutput.of(file);

        append(file, "one");
        Thread.currentThread().interrupt();
        byte[] interrupted = output.read();
        boolean stillInterrupted = Thread.interrupted();
        append(file, "two");

        assertThat(interrupted).asString().isEqualTo("one");
        assertThat(stillInterrupted).isTrue();
        assertThat(output.read()).asString().isEqualTo("two");
    }

    @Test
    void a_descriptor_that_is_no_file_has_no_output() {
        assertThat(NativeOutput.ofDescriptor(999).read()).isEmpty();
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
