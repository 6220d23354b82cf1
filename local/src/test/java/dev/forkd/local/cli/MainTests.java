package dev.forkd.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line refuses, and how it says so. */
final class MainTests {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void serves_loopback_only() {
        assertThat(run("--bind", "0.0.0.0")).isEqualTo(1);
        assertThat(err.toString()).contains("0.0.0.0 is not loopback").contains("do not protect the host");
    }

    @Test
    void names_a_port_that_is_taken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(run("--port", port, "--state-root", directory.toString()))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains("127.0.0.1 port " + port, "already in use", "--port")
                    .hasLineCount(1);
        }
    }

    @Test
    void says_in_its_help_that_it_is_no_protection() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("does NOT protect");
    }

    @Test
    void knows_its_versions() {
        assertThat(run("--emulate", "0.4.0")).isEqualTo(1);
        assertThat(err.toString()).contains("known versions are 0.3.0, 0.3.4, 0.5.0, 0.5.3, baseline");
    }

    @ParameterizedTest
    @CsvSource({
        "'  ',is empty",
        "short,shorter than 16 bytes",
        "REPLACE_ME_PLEASE_NOW,placeholder",
        "CHANGE_ME_PLEASE_NOW_,placeholder"
    })
    void refuses_bad_tokens(String content, String reason) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), content + "\n");

        assertThat(run("--token-file", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--token-file", "--state-root"})
    void a_file_that_cannot_be_used_is_named_with_what_is_wrong_with_it(String option) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "").resolve("below");

        assertThat(run(option, file.toString(), "--port", "0")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        file.getParent().toString(),
                        "cannot be read or made (",
                        "Correct --token-file or --state-root");
    }

    @Test
    void trims_good_tokens() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "  0123456789abcdef \n");

        assertThat(TokenFile.read(file)).isEqualTo("0123456789abcdef");
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}
