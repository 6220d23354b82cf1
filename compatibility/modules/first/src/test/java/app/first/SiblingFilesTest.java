package app.first;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.other.Rules;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the files of the module beside this one, and those of the build's root. */
class SiblingFilesTest {

    static List<Path> buildFiles() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    /** A module that is not there makes no test, and nobody sees that one lacks: hence the next test. */
    @ParameterizedTest
    @MethodSource("buildFiles")
    void namesItsParent(Path buildFile) throws IOException {
        assertEquals(true, Files.readString(buildFile).contains("<artifactId>modules</artifactId>"));
    }

    @Test
    void thereAreThreeModules() throws IOException {
        assertEquals(
                List.of(Path.of("../first/pom.xml"), Path.of("../other/pom.xml"), Path.of("../second/pom.xml")),
                buildFiles());
    }

    @Test
    void whatIsOnTheClassPathIsWhatWasWritten() throws IOException {
        assertEquals(Files.readAllLines(Path.of("../other/src/main/resources/rules.txt")), Rules.names());
    }

    @Test
    void theClassPathNamesTheModule() throws URISyntaxException, IOException {
        Path rules = Path.of(Rules.class.getResource("/rules.txt").toURI());
        System.out.println(rules);
        assertEquals(Path.of("../other/target/classes/rules.txt").toRealPath(), rules);
    }
}
