package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.forkd.client.ShellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** A sandbox that lists what nobody expects: what can come home does, and nothing fails. */
@Timeout(120)
class BackTests {

    @TempDir
    Path root;

    @TempDir(factory = OutsideTemporaryFiles.class)
    Path scratch;

    /** A sandbox has temporary files of its own, and would not see these. */
    private static final class OutsideTemporaryFiles implements TempDirFactory {

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "back-");
        }
    }

    private final SaidLines said = new SaidLines();
    private LocalSandbox local;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        local = new LocalSandbox(scratch);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void an_odd_listing_ends_no_run() throws IOException {
        collect("printf ' 644 1 2 3 odd\\\\000' >\"$3/list-all-$4\"");

        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains(local.sandbox().id(), "is lost");
    }

    @Test
    void names_that_are_not_utf_8_are_told_and_the_others_come_home() throws IOException {
        collect(
                """
                printf 'f 644 3 1 1 bad-\\377.txt\\000f 644 3 1 2 ok.txt\\000' | tee "$3/list-up-$4" >"$3/list-all-$4"
                """);

        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains("1 changes", local.sandbox().id(), "not UTF-8");
        assertThat(root.resolve("ok.txt")).hasContent("new");
    }

    @Test
    void a_file_that_cannot_be_written_here_ends_no_run() throws IOException {
        Files.createDirectories(root.resolve("target"));
        local.sandbox()
                .upload(
                        """
                        if [ $1 = outputs ]; then printf '3 ok.txt\\000' | gzip >"$2/outputs"; fi
                        if [ $1 = collect ]; then echo new >"$2/back.tgz"; fi
                        """
                                .getBytes(UTF_8),
                        "place.sh");
        Path missing = scratch.resolve("missing");

        new Back(LocalSandbox.world(root), missing, List.of("**"), said)
                .collect(
                        local.sandbox(),
                        PlaceKind.OVERLAY,
                        new WorldFiles.InTheGuest(
                                local.sandbox(), local.sandbox().workDirectory()));

        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains(local.sandbox().id(), "is lost", missing.toString());
    }

    /** Other JVMs of the build, whose files come home at another time, and everybody else. */
    @Test
    void what_others_wrote_meanwhile_stays() throws IOException {
        // Not below the temporary directory, because a sandbox has its own.
        Path project = scratch.resolve("project");
        Files.createDirectories(project.resolve("emptied"));
        Files.writeString(project.resolve("emptied/before.txt"), "");
        Files.writeString(project.resolve("gone.txt"), "");
        Path layers = view(project);
        inView(
                project,
                "rm -r gone.txt emptied && mkdir made emptied && echo mine | tee made/mine.txt >emptied/mine.txt");
        for (String directory : List.of("made/inside", "emptied")) {
            Files.createDirectories(project.resolve(directory));
            Files.writeString(project.resolve(directory).resolve("others.txt"), "");
        }

        Back back = back(project, layers);
        back.bringHome();

        assertThat(said.lines()).isEmpty();
        assertThat(project.resolve("made/inside/others.txt")).exists();
        assertThat(project.resolve("made/mine.txt")).hasContent("mine");
        assertThat(project.resolve("emptied")).isDirectoryNotContaining("glob:**/before.txt");
        assertThat(project.resolve("emptied/others.txt")).exists();
        assertThat(project.resolve("emptied/mine.txt")).hasContent("mine");
        assertThat(project.resolve("gone.txt")).doesNotExist();
    }

    /** Tests that want equal archives each time set the time of what they write. */
    @Test
    void a_file_of_the_same_size_and_time_comes_home_if_its_content_is_another() throws IOException {
        Path project = Files.createDirectories(scratch.resolve("project"));
        Files.writeString(project.resolve("archive"), "old");
        Files.writeString(project.resolve("opened"), "old");
        for (String file : List.of("archive", "opened")) {
            Files.setLastModifiedTime(project.resolve(file), FileTime.fromMillis(1_000));
        }
        Path layers = view(project);
        inView(
                project,
                "printf new >archive && : >>opened && touch -d @1 archive opened && truncate -s 300M hollow &&"
                        + " touch -d @1.5 hollow && ln hollow second");

        Back back = back(project, layers);
        back.bringHome();

        assertThat(said.lines()).isEmpty();
        assertThat(project.resolve("archive")).hasContent("new");
        assertThat(Files.getLastModifiedTime(project.resolve("archive")).toMillis())
                .isEqualTo(1_000);
        assertThat(project.resolve("opened")).hasContent("old");
        assertThat(Files.getLastModifiedTime(project.resolve("hollow")).toMillis())
                .isEqualTo(1_500);
        assertThat(Files.isSameFile(project.resolve("hollow"), project.resolve("second")))
                .isTrue();
    }

    @Test
    void two_directories_that_took_each_others_names_come_home_with_all_that_is_in_them() throws IOException {
        Path project = Files.createDirectories(scratch.resolve("project"));
        for (String file : List.of("a/one", "a/both", "a/deep/er/two", "b/three", "b/both")) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.writeString(project.resolve(file), file);
        }
        Files.createDirectories(project.resolve("a/empty/too"));
        Path layers = view(project);
        inView(project, "mv a c && mv b a && mv c b");

        back(project, layers).bringHome();

        assertThat(said.lines()).isEmpty();
        try (Stream<Path> files = Files.walk(project)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> project.relativize(file).toString()))
                    .containsExactlyInAnyOrder("a/three", "a/both", "b/one", "b/both", "b/deep/er/two");
        }
        assertThat(project.resolve("a/both")).hasContent("b/both");
        assertThat(project.resolve("b/both")).hasContent("a/both");
        assertThat(project.resolve("b/empty/too")).isDirectory();
        assertThat(project.resolve("a/empty")).doesNotExist();
    }

    private void inView(Path project, String command) throws IOException {
        local.sandbox().run("cd \"$1\" && " + command, Duration.ofSeconds(20), project.toString());
    }

    private Back back(Path project, Path layers) {
        Back back = new Back(LocalSandbox.world(project), scratch, List.of(), said);
        back.collect(
                local.sandbox(),
                PlaceKind.VIEW,
                new WorldFiles.OnThisMachine(local.sandbox().workDirectory(), layers));
        return back;
    }

    private Path view(Path project) throws IOException {
        Path script = Files.write(scratch.resolve("place.sh"), PlaceScript.content());
        Path layers = Files.createDirectories(scratch.resolve("layers"));
        ShellResult made = new PlaceScript(local.sandbox(), script.toString())
                .run(
                        Duration.ofSeconds(20),
                        "make",
                        "view",
                        local.sandbox().workDirectory(),
                        layers.toString(),
                        "private",
                        project.toString());
        assumeThat(made.exitCode()).as(made.stdout()).isZero();
        return layers;
    }

    /** Collects with a script that makes the lists. */
    private void collect(String list) throws IOException {
        World world = LocalSandbox.world(root);
        Path layers = Files.createDirectories(scratch.resolve("layers"));
        Files.write(
                scratch.resolve("place.sh"),
                String.join(
                                "\n",
                                "if [ $1 = view_take ]; then",
                                "  mkdir -p \"$3/back-$4\" && printf new >\"$3/back-$4/ok.txt\"; exit",
                                "fi",
                                ": >\"$3/list-up-$4\"; : >\"$3/list-low-$4\"; : >\"$3/list-all-$4\"; : >\"$3/made-$4\"",
                                list,
                                "echo written")
                        .getBytes(UTF_8));
        Back back = new Back(world, scratch, List.of(), said);
        back.collect(
                local.sandbox(),
                PlaceKind.VIEW,
                new WorldFiles.OnThisMachine(local.sandbox().workDirectory(), layers));
        back.bringHome();
    }
}
