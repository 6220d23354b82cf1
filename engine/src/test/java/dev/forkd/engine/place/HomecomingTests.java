package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestDescriptor;

class HomecomingTests {

    private static final String MODE = "unix:mode";

    @TempDir
    Path root;

    @TempDir
    Path copies;

    private final List<String> said = new ArrayList<>();
    private Homecoming homecoming;

    @BeforeEach
    void open() {
        homecoming = new Homecoming(root, root, new Listening());
    }

    @Test
    void a_file_of_this_machine_keeps_its_time_and_another_machines_gets_ours() throws IOException {
        Path old = copy("old");
        Path future = copy("future");
        FileTime then = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(old, then);
        Files.setLastModifiedTime(future, FileTime.from(Instant.now().plusSeconds(86_400)));

        homecoming.written("a/here", "sb-1", old, true);
        homecoming.written("a/there", "sb-1", future, false);
        homecoming.apply();

        assertThat(Files.getLastModifiedTime(root.resolve("a/here"))).isEqualTo(then);
        assertThat(Files.getLastModifiedTime(root.resolve("a/there")).toInstant())
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(said).isEmpty();
    }

    @Test
    void a_link_or_a_file_becomes_a_directory_and_what_the_link_named_stays() throws IOException {
        Path elsewhere = Files.createDirectory(copies.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("link"), elsewhere);
        Files.writeString(root.resolve("file"), "");

        for (String path : List.of("link", "file")) {
            homecoming.directory(path, "755");
            homecoming.written(path + "/new", "sb-1", copy("new"), true);
        }
        homecoming.apply();

        assertThat(Files.isSymbolicLink(root.resolve("link"))).isFalse();
        assertThat(root.resolve("link/new")).hasContent("new");
        assertThat(root.resolve("file/new")).hasContent("new");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(said).isEmpty();
    }

    @Test
    void no_link_of_this_machine_leads_a_file_out_but_the_output_directory() throws IOException {
        Path elsewhere = Files.createDirectory(copies.resolve("elsewhere"));
        Path outputs = Files.createDirectory(copies.resolve("outputs"));
        Files.createSymbolicLink(root.resolve("target"), outputs);
        Files.createSymbolicLink(outputs.resolve("link"), elsewhere);

        homecoming.written("target/link/deep/new", "sb-1", copy("new"), false);
        homecoming.written("target/new", "sb-1", copy("new"), false);
        homecoming.apply();

        assertThat(elsewhere).isEmptyDirectory();
        assertThat(outputs.resolve("new")).hasContent("new");
        assertThat(said).singleElement().asString().contains("target/link/deep/new", "target/link is a link here");
    }

    @Test
    void what_is_put_together_keeps_its_permissions() throws IOException {
        Files.writeString(root.resolve("old.log"), "old\n");
        Files.setAttribute(root.resolve("old.log"), MODE, 01700);
        for (String line : List.of("one\n", "two\n")) {
            homecoming.written("old.log", line.trim(), copy("old\n" + line), true);
            Path other = copy(line);
            Files.setAttribute(other, MODE, 02750);
            homecoming.written("new.log", line.trim(), other, true);
        }
        homecoming.apply();

        assertThat(root.resolve("old.log")).hasContent("old\none\ntwo\n");
        assertThat(mode("old.log")).isEqualTo("1700");
        assertThat(root.resolve("new.log")).hasContent("one\ntwo\n");
        assertThat(mode("new.log")).isEqualTo("2750");
    }

    @Test
    void directories_keep_the_bits_that_are_for_more_than_reading_and_writing() throws IOException {
        homecoming.directory("sticky", "1777");
        homecoming.directory("group", "2755");
        homecoming.apply();

        assertThat(mode("sticky")).isEqualTo("1777");
        assertThat(mode("group")).isEqualTo("2755");
    }

    @Test
    void two_names_of_one_file_stay_two_names_of_one_file() throws IOException {
        Path one = copy("new");
        Path other = Files.createLink(copies.resolve("other"), one);
        homecoming.written("one", "sb-1", one, true);
        homecoming.written("other", "sb-1", other, true);
        homecoming.apply();

        assertThat(Files.isSameFile(root.resolve("one"), root.resolve("other"))).isTrue();
    }

    @Test
    void what_several_wrote_alike_comes_once() throws IOException {
        homecoming.written("same", "sb-1", copy("x"), true);
        homecoming.written("same", "sb-2", copy("x"), true);
        homecoming.apply();

        assertThat(root.resolve("same")).hasContent("x");
        assertThat(said).isEmpty();
    }

    @Test
    void of_different_versions_none_wins_in_silence() throws IOException {
        Files.createDirectory(root.resolve("target"));
        homecoming.written("report.html", "sb-1", copy("one"), true);
        homecoming.written("report.html", "sb-2", copy("two"), true);
        homecoming.apply();

        assertThat(root.resolve("target/forkd/conflicts/sb-1/report.html")).hasContent("one");
        assertThat(root.resolve("target/forkd/conflicts/sb-2/report.html")).hasContent("two");
        assertThat(said).singleElement().asString().contains("report.html", "2 sandboxes", "target/forkd/conflicts");
    }

    @Test
    void a_database_comes_from_one_sandbox_as_a_whole() throws IOException {
        Files.createDirectories(root.resolve("target"));
        Files.createDirectories(root.resolve("db/seg0"));
        Files.writeString(root.resolve("db/seg0/c10"), "before");
        for (String sandbox : List.of("sb-2", "sb-1")) {
            homecoming.written("db/db.lck", sandbox, copy("lock of " + sandbox), true);
            homecoming.written("db/seg0/c10", sandbox, copy("ten of " + sandbox), true);
            homecoming.written("db/seg0/only-" + sandbox, sandbox, copy("own"), true);
        }
        homecoming.written("beside", "sb-2", copy("beside"), true);
        homecoming.apply();

        assertThat(root.resolve("db/seg0/c10")).hasContent("ten of sb-1");
        assertThat(root.resolve("db/seg0/only-sb-1")).exists();
        assertThat(root.resolve("db/seg0/only-sb-2")).doesNotExist();
        assertThat(root.resolve("target/forkd/conflicts/sb-2/db/seg0/c10")).hasContent("ten of sb-2");
        assertThat(root.resolve("target/forkd/conflicts/sb-2/db/seg0/only-sb-2"))
                .exists();
        assertThat(root.resolve("beside")).hasContent("beside");
        assertThat(said).singleElement().asString().contains("db was used by 2 sandboxes", "target/forkd/conflicts");
    }

    @Test
    void a_lock_among_what_a_build_puts_out_binds_no_other_file() throws IOException {
        Files.createDirectories(root.resolve("target"));
        homecoming.written("target/LOCK", "sb-1", copy("same"), true);
        homecoming.written("target/LOCK", "sb-2", copy("same"), true);
        homecoming.written("target/of-two", "sb-2", copy("two"), true);
        homecoming.apply();

        assertThat(root.resolve("target/of-two")).hasContent("two");
        assertThat(said).isEmpty();
    }

    @Test
    void what_one_deleted_and_another_wrote_stays() throws IOException {
        Files.writeString(root.resolve("both"), "before");
        Files.writeString(root.resolve("gone"), "before");
        homecoming.deleted("both");
        homecoming.deleted("gone");
        homecoming.written("both", "sb-2", copy("after"), true);
        homecoming.apply();

        assertThat(root.resolve("both")).hasContent("after");
        assertThat(root.resolve("gone")).doesNotExist();
    }

    @Test
    void a_link_is_replaced_and_never_followed() throws IOException {
        Path outside = Files.writeString(copies.resolve("outside"), "precious");
        Files.createSymbolicLink(root.resolve("link"), outside);
        homecoming.written("link", "sb-1", copy("new"), true);
        homecoming.apply();

        assertThat(outside).hasContent("precious");
        assertThat(Files.isSymbolicLink(root.resolve("link"))).isFalse();
        assertThat(root.resolve("link")).hasContent("new");
    }

    @Test
    void what_cannot_be_brought_home_is_told_and_keeps_nothing_else() throws IOException {
        Files.createDirectory(root.resolve("file"));
        Files.createDirectories(root.resolve("blocked"));
        Files.writeString(root.resolve("blocked/child"), "x");
        homecoming.written("missing", "sb-1", copies.resolve("no-such-copy"), true);
        homecoming.written("fine", "sb-1", copy("fine"), true);
        homecoming.apply();

        assertThat(root.resolve("fine")).hasContent("fine");
        assertThat(said).singleElement().asString().contains("missing could not be brought home");
    }

    private String mode(String path) throws IOException {
        return Integer.toOctalString((Integer) Files.getAttribute(root.resolve(path), MODE) & 07777);
    }

    private Path copy(String text) throws IOException {
        Path file = Files.createTempFile(copies, "copy", "");
        return Files.writeString(file, text);
    }

    private final class Listening implements Host {

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void backDate(TestDescriptor test, long micros) {}

        @Override
        public java.util.Optional<String> hindrance() {
            return java.util.Optional.empty();
        }
    }
}
