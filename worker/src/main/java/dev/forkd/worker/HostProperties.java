package dev.forkd.worker;

import dev.forkd.worker.protocol.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * Sets the system properties that the host's JVM has. This happens after the JVM's start, as in build tools. Settings
 * that a JVM reads only when it starts, such as the default character set and language, are therefore not affected.
 */
final class HostProperties {

    private HostProperties() {}

    static void apply() throws IOException {
        // Removed, because tests do not need to see this property.
        String file = System.clearProperty(Protocol.PROPERTIES_PROPERTY);
        if (file == null) {
            return;
        }
        // Initialises the default locale now; otherwise it would be determined later, from the properties that are set
        // below.
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
