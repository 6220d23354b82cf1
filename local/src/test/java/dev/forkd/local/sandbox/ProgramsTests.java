package dev.forkd.local.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgramsTests {

    @Test
    void a_program_that_is_not_there_is_started_by_its_name() {
        assertThat(Programs.command("no-such-program")).isEqualTo("no-such-program");
    }

    /** Surefire gives its JVM, and the controller in it, the path that a build has chosen for its tests. */
    @Test
    void programs_are_found_where_the_path_leads_nowhere() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        location(Programs.class) + File.pathSeparator + location(ProgramsTests.class),
                        Finder.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("PATH", "/nowhere");
        Process process = builder.start();

        assertThat(Path.of(new String(process.getInputStream().readAllBytes(), UTF_8)))
                .isAbsolute()
                .hasFileName("sh");
    }

    private static Path location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    static final class Finder {
        public static void main(String[] arguments) {
            System.out.print(Programs.command("sh"));
        }
    }
}
