package dev.forkd.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Says where it runs. */
class SandboxTest {

    @Test
    void bottomOfTheStack() {
        System.out.println(Arrays.stream(new Throwable().getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.startsWith("org.apache.maven.surefire")));
    }

    @Test
    void surefiresProperties() {
        System.out.println(System.getProperty("surefire.test.class.path") != null);
    }

    @Test
    void localRepository() {
        System.out.println(System.getProperty("localRepository") != null);
    }

    @Test
    void temporaryDirectory() {
        System.out.println(System.getProperty("java.io.tmpdir").contains("forkd"));
    }

    @Test
    void filesBesideTheTests() {
        System.out.println(Files.exists(Path.of("pom.xml")));
    }

    @Test
    void nameOfTheWorkingDirectory() {
        System.out.println(Path.of("").toAbsolutePath().getFileName());
    }
}
