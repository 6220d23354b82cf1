package dev.forkd.action.report;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the place in the workspace that a failed test is about. What a report says is only believed if it is there. */
final class SourcePlaces {
    /** {@code tests/test_a.py:12: AssertionError}, {@code at Object.<anonymous> (src/a.test.js:3:5)} and the like. */
    private static final Pattern FRAME = Pattern.compile("([\\w@./\\\\-]+\\.\\w{1,6}):(\\d{1,7})\\b");

    private final Path workspace;

    SourcePlaces(Path workspace) {
        this.workspace = workspace.toAbsolutePath().normalize();
    }

    /** A file of the workspace, relative to it, and a line, or 0. */
    record Place(String file, int line) {}

    Optional<Place> of(TestCase test) {
        Matcher frame = FRAME.matcher(test.details());
        for (int tries = 0; tries < 50 && frame.find(); tries++) {
            Optional<Path> file = inside(frame.group(1));
            if (file.isPresent()) {
                return Optional.of(new Place(slashes(file.get()), Integer.parseInt(frame.group(2))));
            }
        }
        return inside(test.file())
                .or(() -> inside(test.className().replace('.', '/') + ".py"))
                .map(file -> new Place(slashes(file), test.file().isEmpty() ? 0 : test.line()));
    }

    private Optional<Path> inside(String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        try {
            Path file = workspace.resolve(name).normalize();
            return file.startsWith(workspace) && Files.isRegularFile(file)
                    ? Optional.of(workspace.relativize(file))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String slashes(Path file) {
        return file.toString().replace('\\', '/');
    }
}
