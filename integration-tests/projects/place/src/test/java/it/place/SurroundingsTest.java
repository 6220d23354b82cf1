package it.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    @Test
    void properties() {
        for (String name : new String[] {
            "from.build", "from.arguments", "basedir", "user.dir", "user.home", "user.name", "user.language",
            "file.encoding", "java.io.tmpdir", "it.dir"
        }) {
            System.out.println(name + "=" + System.getProperty(name));
        }
    }

    @Test
    void whatAJvmLooksAtWhenItStarts() {
        System.out.println(Charset.defaultCharset() + " " + Locale.getDefault());
        assertTrue(ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-Dfrom.arguments=here"));
    }

    @Test
    void environment() {
        assertEquals("yes", System.getenv("SET_BY_THE_BUILD"));
        System.out.println("HOME=" + System.getenv("HOME"));
    }

    @Test
    void paths() throws Exception {
        System.out.println(new File("").getAbsolutePath() + " " + Path.of("target").toRealPath());
        assertTrue(Files.isRegularFile(Path.of(System.getProperty("log.file"))));
    }
}
