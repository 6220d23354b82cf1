package dev.forkd.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.Golden;
import dev.forkd.engine.ports.Clash;
import dev.forkd.engine.ports.Clash.Ending;
import dev.forkd.engine.ports.PortHolder;
import dev.forkd.worker.protocol.ThrowableData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceHintsTests {

    private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path project;

    private PlaceHints hints;

    @BeforeEach
    void aFileOfTheProject() throws IOException {
        Path file = Files.createDirectories(project.resolve("data")).resolve("words.txt");
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(START.minusSeconds(60)));
        hints = new PlaceHints(project, START);
        hints.withheld(Set.of("DATABASE_URL"), Set.of("shop.currency"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.nio.file.NoSuchFileException | data/words.txt",
                "java.io.FileNotFoundException | data/words.txt (No such file or directory)",
                "java.lang.IllegalStateException | The dictionary PROJECT/data/words.txt does not exist.",
                "org.example.SetUpException | cannot open PROJECT/data/words.txt: 2"
            })
    void a_file_that_is_here_and_was_not_found_there_is_named(String type, String message) {
        failed(type, message.replace("PROJECT", project.toString()));

        assertThat(hints.lines()).singleElement().asString().contains(project + "/data/words.txt exists here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.nio.file.NoSuchFileException | data/other.txt",
                "java.nio.file.NoSuchFileException | /",
                "java.lang.AssertionError | expected PROJECT/data/words.txt to be longer",
                "java.lang.IllegalStateException | the class /data/words.txt is not found"
            })
    void what_is_not_here_or_not_what_was_missed_is_no_hint(String type, String message) {
        failed(type, message.replace("PROJECT", project.toString()));

        assertThat(hints.lines()).isEmpty();
    }

    @Test
    void a_file_that_the_run_itself_made_is_no_hint() throws IOException {
        Files.setLastModifiedTime(project.resolve("data/words.txt"), FileTime.from(START.plusSeconds(1)));
        failed("java.nio.file.NoSuchFileException", "data/words.txt");

        assertThat(hints.lines()).isEmpty();
    }

    @Test
    void the_cause_counts_as_the_failure_does() {
        ThrowableData cause = ThrowableData.plain("java.nio.file.NoSuchFileException", "data/words.txt", "", false);
        hints.failed(new ThrowableData(
                0, "java.io.UncheckedIOException", "x", "", false, List.of(), cause, List.of(), List.of()));

        assertThat(hints.lines()).hasSize(1);
    }

    @Test
    void variables_and_properties_that_were_not_handed_on_are_named_once() throws IOException {
        failed("java.lang.NullPointerException", "DATABASE_URL must be set, or shop.currency");
        failed("java.lang.NullPointerException", "no DATABASE_URL");
        failed("java.lang.AssertionError", "DATABASE_URLS");

        Golden.check("hints.txt", String.join("\n", hints.lines()) + "\n");
        assertThat(hints.lines()).hasSize(2);
    }

    @Test
    void there_are_never_many() throws IOException {
        for (int i = 0; i < 20; i++) {
            Path file = Files.writeString(project.resolve("data/" + i), "");
            Files.setLastModifiedTime(file, FileTime.from(START.minusSeconds(60)));
            failed("java.nio.file.NoSuchFileException", "data/" + i);
        }

        assertThat(hints.lines()).hasSize(PlaceHints.MAX_HINTS);
    }

    @Test
    void a_file_that_did_not_fit_into_a_guest_is_explained_by_its_memory() {
        hints.filesInMemory(512);
        failed("java.io.IOException", "No space left on device");

        assertThat(hints.lines()).singleElement().asString().contains("held in the memory of", "has 512 MiB");
    }

    @Test
    void a_full_disk_of_this_machine_is_no_matter_of_memory() {
        failed("java.io.IOException", "No space left on device");

        assertThat(hints.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "java.net.BindException, Address already in use",
        "java.io.IOException, Failed to bind to /0.0.0.0:8081: Address already in use",
        "org.springframework.boot.web.server.PortInUseException, Port 8080 is already in use"
    })
    void where_sandboxes_share_a_network_an_address_in_use_says_how_each_has_its_own(String type, String message) {
        failed(type, message);
        assertThat(hints.lines()).as("one sandbox, or a network for each").isEmpty();

        hints.networkShared();

        assertThat(hints.lines()).singleElement().asString().contains("forkd.per-child-netns=true");
    }

    @Test
    void what_met_an_address_in_use_is_told_with_the_reason_instead() {
        failed("java.net.BindException", "Address already in use");
        hints.networkShared();
        hints.clashed(
                List.of(
                        clash("A", PortHolder.Kind.SANDBOX, Ending.RAN_AGAIN),
                        clash("B", PortHolder.Kind.OTHERS, Ending.HELD_BY_OTHERS),
                        clash("C", PortHolder.Kind.SANDBOX, Ending.REPORTED),
                        clash("D", PortHolder.Kind.SANDBOX, Ending.REPORTED)),
                true);

        assertThat(hints.lines())
                .satisfiesExactly(
                        again -> assertThat(again)
                                .contains("A met an address in use (port 8080) that sandbox sb-1 held")
                                .contains("was run again alone", "From the next run on it runs alone"),
                        foreign -> assertThat(foreign)
                                .contains("B failed on an address in use", "a process outside of the sandboxes")
                                .doesNotContain("next run", "netns"),
                        reported -> assertThat(reported)
                                .contains("C (and 1 more) failed", "was already reported", "next run")
                                .contains("forkd.per-child-netns=true"));
    }

    private static Clash clash(String name, PortHolder.Kind kind, Ending ending) {
        return new Clash(name, name, new PortHolder(kind, Optional.of(8080), Optional.of("sb-1")), ending);
    }

    @ParameterizedTest
    @CsvSource({
        "java.nio.file.AtomicMoveNotSupportedException, /tmp/a -> target/b: Invalid cross-device link",
        "java.nio.file.FileSystemException, target/b -> /home/a: Invalid cross-device link"
    })
    void where_files_are_seen_through_layers_a_move_between_them_says_how_there_are_none(String type, String message) {
        failed(type, message);
        assertThat(hints.lines()).as("no layers").isEmpty();

        hints.layers();

        assertThat(hints.lines()).singleElement().asString().contains("forkd.place=shared");
    }

    private void failed(String type, String message) {
        hints.failed(ThrowableData.plain(type, message, "", false));
    }
}
