package dev.forkd.it;

import java.nio.file.Path;
import java.util.Optional;

/** What the build tells the tests, see the configuration of Failsafe in the pom. */
final class Settings {

    private Settings() {}

    static Path path(String name) {
        return Path.of(text(name)).toAbsolutePath().normalize();
    }

    static String text(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .orElseThrow(() -> new IllegalStateException(name + " is not set: run these tests with mvn verify"));
    }
}
