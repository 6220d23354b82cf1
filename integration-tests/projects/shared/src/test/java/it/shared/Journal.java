package it.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** Appends to a file that all JVMs share what happens in this one, and where that is. */
final class Journal {
    private static final Path FILE = Path.of(System.getProperty("it.dir"), "journal");

    private Journal() {}

    static void tell(String event) {
        // In namespaces of their own several JVMs have the same number.
        String where = Objects.requireNonNullElse(System.getenv("SANDBOX_INDEX"), "here");
        String line = where + "/" + ProcessHandle.current().pid() + " " + event + "\n";
        try {
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> read() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
