package dev.forkd.worker;

import dev.forkd.worker.protocol.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * Gives this JVM the system properties of the host's. They come after the JVM's start, as build tools set them, so
 * that what a JVM looks at only when it starts (its default character set, its language) stays as it is.
 */
final class HostProperties {

    private HostProperties() {}

    static void apply() throws IOException {
        // No test needs to know where they are.
        String file = System.clearProperty(Protocol.PROPERTIES_PROPERTY);
        if (file == null) {
            return;
        }
        // The default language is looked up when it is first asked for, and must not be what a property says then.
        Locale unused = Locale.getDefault();
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            properties.load(in);
        }
        for (String name : properties.stringPropertyNames()) {
            System.setProperty(name, properties.getProperty(name));
        }
    }
}
