package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMergeTests {

    private static final String JACOCO = "\u0001\u00c0\u00c0\u0010\u0007";

    @TempDir
    Path directory;

    @Test
    void what_was_added_by_each_is_added_to_what_was_there() throws IOException {
        assertThat(merge("journal", "begun\n", "begun\none\n", "begun\ntwo\n")).isEqualTo("begun\none\ntwo\n");
    }

    @Test
    void what_others_have_added_meanwhile_stays() throws IOException {
        Path present = file("jacoco.exec", JACOCO + "old" + JACOCO + "other");
        Path version = file("version", JACOCO + "old" + JACOCO + "mine");

        Path merged = FileMerge.merge(present, (JACOCO + "old").length(), List.of(version));

        assertThat(text(merged)).isEqualTo(JACOCO + "old" + JACOCO + "other" + JACOCO + "mine");
    }

    @Test
    void coverage_that_each_began_anew_is_put_one_behind_the_other() throws IOException {
        assertThat(merge("jacoco.exec", "", JACOCO + "one", JACOCO + "two")).isEqualTo(JACOCO + "one" + JACOCO + "two");
    }

    @Test
    void rules_that_were_recorded_are_united() throws IOException {
        assertThat(merge("stored.rules", "#x\na=1\n", "#x\na=1\nb=2\n", "#y\na=1\nc=3\n"))
                .isEqualTo("#x\na=1\nb=2\n#y\nc=3\n");
    }

    @Test
    void other_files_are_not_merged() throws IOException {
        assertThat(merge("report.html", "", "<one>", "<two>")).isNull();
        assertThat(merge("state.json", "{1}", "{2}", "{3}")).isNull();
        assertThat(merge("journal", "begun\n", "begun\none\n", "anew\n")).isNull();
    }

    @Test
    void files_are_merged_without_being_read_into_memory() throws IOException {
        Path present = large("journal", 60_000_000);
        List<Path> versions = List.of(large("one", 60_000_001), large("two", 60_000_002));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();

        Path merged = FileMerge.merge(present, Long.MAX_VALUE, versions);

        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
        assertThat(merged).hasSize(60_000_003);
    }

    private Path large(String name, long size) throws IOException {
        Path file = directory.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        return file;
    }

    private @Nullable String merge(String name, String present, String... versions) throws IOException {
        Path target = directory.resolve("present").resolve(name);
        Files.createDirectories(target.getParent());
        Files.writeString(target, present, ISO_8859_1);
        List<Path> files = new ArrayList<>();
        for (String version : versions) {
            files.add(file("version" + files.size(), version));
        }
        return text(FileMerge.merge(target, Long.MAX_VALUE, files));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text, ISO_8859_1);
    }

    private static @Nullable String text(@Nullable Path file) throws IOException {
        return file == null ? null : Files.readString(file, ISO_8859_1);
    }
}
