package dev.forkd.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Finds properties in a project's settings of JUnit that look like settings of forkd but are none. */
final class PropertyCheck {
    private static final String FILE = "src/test/resources/junit-platform.properties";

    /** As properties are read: each byte is a character. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final Path project;

    PropertyCheck(Path project) {
        this.project = project;
    }

    List<Finding> findings() {
        Path file = project.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return List.of(Finding.wrong("settings", file + " cannot be read: " + e.getMessage()));
        }
        if (properties.stringPropertyNames().stream().anyMatch(name -> name.startsWith(BYTE_ORDER_MARK))) {
            return List.of(
                    Finding.wrong(
                            "settings",
                            file
                                    + " begins with a byte order mark, which makes it a part of the first name. Save it without one."));
        }
        List<Finding> unknown = properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(KnownNames.PROPERTIES) && !KnownNames.isProperty(name))
                .sorted()
                .map(name -> Finding.wrong(
                        "setting",
                        name + " in " + FILE + " is no setting, and a run would be refused."
                                + KnownNames.likeProperty(name)))
                .toList();
        return unknown.isEmpty()
                ? List.of(Finding.ok("settings", "those in " + FILE + " have known names; a run checks the values"))
                : unknown;
    }
}
