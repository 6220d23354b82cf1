package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Enumeration;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void systemProperties() {
        System.out.println("from the configuration: " + System.getProperty("torture.property"));
        System.out.println("from argLine: " + System.getProperty("torture.argument"));
        System.out.println("with a blank: " + System.getProperty("torture.blank"));
        System.out.println("empty: '" + System.getProperty("torture.empty") + "'");
        System.out.println("unset: " + System.getProperty("torture.unset"));
        System.out.println(System.getProperty("sun.torture.property") + ", " + System.getProperty("java.vendor.url"));
    }

    @Test
    void mavensProperties() {
        assertEquals(System.getProperty("user.dir"), System.getProperty("basedir"));
    }

    @Test
    void environment() {
        System.out.println(System.getenv("TORTURE_VARIABLE"));
        System.out.println(System.getenv("TORTURE_EXCLUDED"));
        System.out.println(System.getenv("UID"));
    }

    @Test
    void workingDirectory() throws IOException {
        assertTrue(Files.exists(Path.of("src/test/resources/data/words.csv")));
        Path written = Path.of("target", "written-by-a-test.txt");
        Files.createDirectories(written.getParent());
        Files.writeString(written, "written");
        assertEquals("written", Files.readString(written));
        assertTrue(Files.exists(Path.of("target/test-classes/data/words.csv")));
    }

    @Test
    void programs() throws Exception {
        Process program = new ProcessBuilder("src/test/programs/hello").redirectErrorStream(true).start();
        System.out.print(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, program.waitFor());
    }

    @Test
    void filesBesideTheTests() throws IOException {
        System.out.println(Files.readAllLines(Path.of("README.md")).get(0));
    }

    @Test
    void resources() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/data/lines.txt")) {
            System.out.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Enumeration<?> all = Thread.currentThread().getContextClassLoader().getResources("META-INF/MANIFEST.MF");
        assertTrue(all.hasMoreElements());
        assertNotNull(Price.class.getProtectionDomain().getCodeSource());
        System.out.println(Price.class.getResource("Price.class").getProtocol());
    }

    @Test
    void assertionsEnabled() {
        boolean enabled = false;
        assert enabled = true;
        System.out.println("assertions " + enabled + " " + Price.class.desiredAssertionStatus());
    }

    @Test
    void localeAndTimeZone() {
        System.out.println(Locale.getDefault() + " " + Locale.getDefault(Locale.Category.FORMAT));
        System.out.println(TimeZone.getDefault().getID() + " " + ZoneId.systemDefault());
        System.out.println(NumberFormat.getInstance().format(1234567.891));
        System.out.println(String.format("%,.2f", 9876.5));
        System.out.println(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG)
                .format(Instant.EPOCH.atZone(ZoneId.systemDefault())));
    }

    @Test
    void charset() {
        System.out.println(Charset.defaultCharset() + " " + System.getProperty("file.encoding"));
        System.out.println("\u00e4\u20ac".getBytes().length);
    }

    /** Needs the --add-opens of argLine. */
    @Test
    void addOpens() throws ReflectiveOperationException {
        Field value = String.class.getDeclaredField("hash");
        value.setAccessible(true);
        System.out.println(value.getInt("") + " opened");
    }

    @Test
    void jvm() {
        System.out.println(System.getProperty("java.version"));
        System.out.println(Thread.currentThread().getName() + " "
                + Thread.currentThread().getThreadGroup().getName() + " "
                + Thread.currentThread().getPriority() + " "
                + Thread.currentThread().isDaemon());
        System.out.println(Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader());
        System.out.println(Thread.getDefaultUncaughtExceptionHandler());
        assertNull(System.console());
    }

    @Test
    void userAndHome() {
        System.out.println(System.getProperty("user.name") + " " + System.getProperty("user.home").length());
        System.out.println(System.lineSeparator().length() + " " + java.io.File.pathSeparator);
    }

    @Test
    void headless() {
        System.out.println(System.getProperty("java.awt.headless"));
    }

    @Test
    void stack() {
        StackTraceElement[] frames = new Throwable().getStackTrace();
        System.out.println(frames[0]);
    }
}
