package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.Unpack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleBuilderTests {

    @TempDir
    private Path project;

    @TempDir
    private Path scratch;

    @BeforeEach
    void make_a_project() throws IOException {
        for (String file : List.of("pom.xml", ".env", "src/test/data/a.txt", "src/main/b.txt", "testdata/deep/c.txt")) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.writeString(project.resolve(file), file);
        }
    }

    @Test
    void what_is_named_is_packed_where_it_was_and_nothing_else_of_the_project() throws IOException {
        assertThat(packed("src/test", "testdata", "pom.xml", "no/such"))
                .containsExactlyInAnyOrder("src/test/data/a.txt", "testdata/deep/c.txt", "pom.xml");
    }

    @Test
    void directories_that_tests_may_write_to_are_there_and_empty() throws IOException {
        Files.createDirectories(project.resolve("target/deep"));
        Files.writeString(project.resolve("target/secret.txt"), "");

        assertThat(entries("src/test"))
                .contains("target/", "testdata/", "src/")
                .noneMatch(name -> name.startsWith("target/") && name.length() > "target/".length());
    }

    @Test
    void the_same_content_makes_the_same_bundle() throws IOException {
        List<Path> files = List.of(Path.of("src"));
        Path other = Files.createDirectory(scratch.resolve("other"));

        assertThat(new BundleBuilder(new Layout(project, project), scratch, files)
                        .build()
                        .digest())
                .isEqualTo(new BundleBuilder(new Layout(project, project), other, files)
                        .build()
                        .digest());
    }

    @Test
    void files_that_can_be_executed_still_can_be_after_unpacking() throws IOException {
        assertThat(project.resolve("src/test/data/a.txt").toFile().setExecutable(true))
                .isTrue();
        Bundle bundle = new BundleBuilder(new Layout(project, project), scratch, List.of(Path.of("src"))).build();
        Path unpacked = scratch.resolve("unpacked");

        Unpack.main(new String[] {bundle.archive().toString(), unpacked.toString()});

        assertThat(unpacked.resolve("project/src/test/data/a.txt")).isExecutable();
        assertThat(Files.isExecutable(unpacked.resolve("project/src/main/b.txt")))
                .isFalse();
    }

    private List<String> packed(String... files) throws IOException {
        return entries(files).stream().filter(name -> !name.endsWith("/")).toList();
    }

    private List<String> entries(String... files) throws IOException {
        Bundle bundle = new BundleBuilder(
                        new Layout(project, project),
                        scratch,
                        List.of(files).stream().map(Path::of).toList())
                .build();
        try (ZipFile zip = new ZipFile(bundle.archive().toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("project/") && !name.equals("project/"))
                    .map(name -> name.substring("project/".length()))
                    .toList();
        }
    }
}
