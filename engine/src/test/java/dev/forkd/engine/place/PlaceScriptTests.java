package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceScriptTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1 localhost",
                "127.0.0.1\tlocalhost # here\n",
                "# 127.0.0.1 localhost here\n10.0.0.1 here.example localhost6\n",
                "127.0.0.1 localhost here"
            })
    void a_guest_knows_localhost_and_its_own_name(String before) throws Exception {
        List<String> lines = hosts(before);

        assertThat(lines).filteredOn(line -> names(line).contains("localhost")).isNotEmpty();
        assertThat(lines)
                .filteredOn(line -> names(line).contains("here"))
                .singleElement()
                .asString()
                .startsWith("127.");
        assertThat(String.join("\n", lines)).startsWith(before.strip());
    }

    @Test
    void what_a_guest_knows_stays_as_it_is() throws Exception {
        String known = "127.0.0.1 localhost\n10.1.2.3 here";

        assertThat(String.join("\n", hosts(known))).isEqualTo(known);
    }

    /**
     * As for a user who may not write to the table of mounts that a machine with systemd has: a mount is then made and
     * said to have failed.
     */
    @Test
    void a_view_can_be_made_by_those_who_cannot_write_the_machines_table_of_mounts() throws Exception {
        Path outsideTemporary = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "view");
        Path script = Files.write(outsideTemporary.resolve("place.sh"), PlaceScript.content());
        List<String> own = List.of("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private");
        Assumptions.assumeTrue(
                said(
                                own,
                                "mount -n -t tmpfs tmpfs /tmp && cd /tmp && mkdir a b c d && mount -n -t overlay -o"
                                        + " lowerdir=a,upperdir=b,workdir=c,userxattr overlay d && echo made")
                        .equals("made\n"),
                "this user can make no overlays here");

        assertThat(said(
                        own,
                        """
                        mount -n -t tmpfs -o mode=1777 tmpfs /tmp && mkdir -p /tmp/sandbox/place "$0/base" "$0/project"
                        sh "$1" lay_view /tmp/sandbox "$0/base" private "$0/project" || exit
                        cd "$0" && echo new >project/new && ls base/up-0 && cd /tmp/sandbox/place && cat base
                        """,
                        outsideTemporary.toString(),
                        script.toString()))
                .isEqualTo("new\n" + outsideTemporary + "/base");
    }

    private static String said(List<String> before, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("sh", "-c", script));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LIBMOUNT_UTAB", "/proc/version");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static List<String> names(String line) {
        return List.of(line.replaceFirst("#.*", "").split("\\s+", -1));
    }

    private List<String> hosts(String before) throws IOException, InterruptedException {
        Path script = Files.write(directory.resolve("place.sh"), PlaceScript.content());
        Path file = Files.writeString(directory.resolve("hosts"), before);
        Process process = new ProcessBuilder("sh", script.toString(), "hosts", file.toString(), "here")
                .redirectErrorStream(true)
                .start();
        assertThat(process.getInputStream().readAllBytes()).asString().isEmpty();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(file);
    }
}
