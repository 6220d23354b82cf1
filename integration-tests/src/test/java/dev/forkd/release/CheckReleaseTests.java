package dev.forkd.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckReleaseTests {

    private static final List<String> JARS =
            List.of("forkd-junit-engine", "forkd-junit-extension", "forkd-client", "forkd-local", "forkd-wire");
    private static final String METADATA = "<name/><description/><url/><licenses/><developers/><scm/>";

    @TempDir
    Path directory;

    @BeforeEach
    void aCompleteRelease() throws IOException {
        for (String artifact : JARS) {
            String type = "dev/forkd/" + artifact.replace('-', '/') + "/Type";
            jar(artifact, ".jar", artifact.replace('-', '.'), type + ".class", type + "$Inner.class");
            jar(artifact, "-sources.jar", "", type + ".java");
            jar(artifact, "-javadoc.jar", "", "index.html");
            write(artifact, "-cyclonedx.json", "{\"bomFormat\": \"CycloneDX\"}");
            write(artifact, ".pom", "<project><parent/><name/><description/>" + dependencies(artifact) + "</project>");
        }
        write("forkd-parent", ".pom", "<project>" + METADATA + "</project>");
        write("forkd-junit-bom", ".pom", bom(JARS));
    }

    @Test
    void nothing_is_said_of_what_is_complete() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void each_jar_has_sources_javadoc_and_a_list_of_what_is_inside() throws IOException {
        Files.delete(path("forkd-client", "-sources.jar"));
        Files.delete(path("forkd-wire", "-javadoc.jar"));
        Files.delete(path("forkd-local", "-cyclonedx.json"));

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "forkd-client has no *-sources.jar",
                        "forkd-wire has no *-javadoc.jar",
                        "forkd-local has no list of what is inside it");
    }

    @Test
    void a_class_without_its_source_is_named() throws IOException {
        jar("forkd-client", "-sources.jar", "", "dev/forkd/Other.java");

        assertThat(problems()).containsExactly("forkd-client has no source of [dev/forkd/forkd/client/Type.java]");
    }

    @Test
    void each_jar_has_a_module_name_of_its_own() throws IOException {
        jar("forkd-client", ".jar", "", "a");
        jar("forkd-wire", ".jar", "forkd.local", "a");

        assertThat(problems())
                .anyMatch(problem -> problem.equals("forkd-client has no Automatic-Module-Name"))
                .anyMatch(problem -> problem.contains("is called forkd.local on the module path, as another one is"));
    }

    @Test
    void metadata_may_be_the_parents_but_for_the_name_and_the_description() throws IOException {
        write("forkd-client", ".pom", "<project><parent/></project>");
        write("forkd-wire", ".pom", "<project><name/><description/></project>");

        assertThat(problems())
                .contains("forkd-client says nothing of its name", "forkd-wire says nothing of its licenses")
                .doesNotContain("forkd-client says nothing of its licenses");
    }

    @Test
    void the_bom_lists_every_jar_and_nothing_else() throws IOException {
        write("forkd-junit-bom", ".pom", bom(JARS.subList(1, 5)));

        assertThat(problems()).singleElement().asString().startsWith("forkd-junit-bom lists [");
    }

    @Test
    void the_bom_has_nothing_of_the_build_in_it() throws IOException {
        write("forkd-junit-bom", ".pom", bom(JARS).replace("<name/>", "<name/><parent/><properties/>"));

        assertThat(problems())
                .containsExactly(
                        "forkd-junit-bom has a parent, whose versions it would force upon others",
                        "forkd-junit-bom has more in it than versions");
    }

    @Test
    void the_engine_brings_nothing_but_the_annotation() throws IOException {
        write("forkd-junit-engine", ".pom", "<project><parent/><name/><description/></project>");

        assertThat(problems()).containsExactly("forkd-junit-engine brings along []");
    }

    @Test
    void what_is_not_published_is_told() throws IOException {
        write("forkd-action", ".pom", "<project/>");
        Files.delete(path("forkd-parent", ".pom"));

        assertThat(problems()).contains("forkd-action is not to be published", "forkd-parent has no POM");
    }

    @Test
    void all_files_are_signed_or_none() throws IOException {
        write("forkd-client", ".pom.asc", "signature");

        assertThat(problems()).hasSize(26).allMatch(problem -> problem.endsWith("is not signed, others are"));
    }

    private List<String> problems() {
        return new CheckRelease(directory).problems();
    }

    private static String dependencies(String artifact) {
        return artifact.equals("forkd-junit-engine")
                ? "<dependencies><dependency><artifactId>forkd-junit-extension</artifactId></dependency>"
                        + "<dependency><artifactId>junit-platform-launcher</artifactId><scope>provided</scope>"
                        + "</dependency></dependencies>"
                : "";
    }

    private static String bom(List<String> artifacts) {
        StringBuilder bom = new StringBuilder("<project>" + METADATA + "<dependencyManagement><dependencies>");
        artifacts.forEach(artifact ->
                bom.append("<dependency><artifactId>").append(artifact).append("</artifactId></dependency>"));
        return bom + "</dependencies></dependencyManagement></project>";
    }

    private Path path(String artifact, String ending) throws IOException {
        Path version = Files.createDirectories(directory.resolve("dev/forkd/" + artifact + "/1.0"));
        return version.resolve(artifact + "-1.0" + ending);
    }

    private void write(String artifact, String ending, String content) throws IOException {
        Files.writeString(path(artifact, ending), content);
    }

    private void jar(String artifact, String ending, String module, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!module.isEmpty()) {
            manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
        }
        try (OutputStream out = Files.newOutputStream(path(artifact, ending));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new JarEntry(entry));
            }
        }
    }
}
