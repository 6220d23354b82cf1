package dev.forkd.worker;

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
    void onlyWhatWasPrintedSinceTheLastCallIsReturned() throws IOException {
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
    void ofVeryMuchTheEndIsReturned() throws IOException {
        Path file = Files.createFile(directory.resolve("stdout"));
        NativeOutput output = NativeOutput.of(file);

        append(file, "x".repeat(5 * 1024 * 1024) + "end");

        assertThat(new String(output.read(), java.nio.charset.StandardCharsets.US_ASCII))
                .hasSize(4 * 1024 * 1024)
                .endsWith("xend");
    }

    @Test
    void aDescriptorThatIsNoFileHasNoOutput() {
        assertThat(NativeOutput.ofDescriptor(999).read()).isEmpty();
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
