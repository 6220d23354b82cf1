package dev.forkd.action.report;

import dev.forkd.action.files.ItemList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place in the workspace that a failed test refers to. A file named by a report is only used if it exists
 * there.
 */
final class SourceLocator {
    /**
     * {@code tests/test_a.py:12: AssertionError}, {@code at Object.<anonymous> (src/a.test.js:3:5)} and the like. A
     * match begins only where a name does; otherwise a long name would be searched again from each of its characters.
     */
    private static final Pattern FRAME = Pattern.compile("(?<![\\w@./\\\\-])([\\w@./\\\\-]+\\.\\w{1,6}):(\\d{1,7})\\b");

    /**
     * {@code at com.acme.FooTest.works(FooTest.java:12)}: a trace that contains the class, but of the file only its
     * name. What comes before the class is matched possessively, because a group that can be given back again costs
     * stack for each repetition.
     */
    private static final Pattern JAVA_FRAME = Pattern.compile(
            "\\bat (?:[\\w.@-]*+/)*+([\\w.$]+)\\.[\\w$<>-]+\\((\\w+\\.(?:java|kt|groovy|scala)):(\\d{1,7})\\)");

    private static final int MAX_FRAMES = 200;
    private static final String SOURCES = "**/*.java\n**/*.kt\n**/*.groovy\n**/*.scala";

    private final Path workspace;
    private @Nullable List<String> sources;

    SourceLocator(Path workspace) {
        this.workspace = workspace.toAbsolutePath().normalize();
    }

    /** A file relative to the workspace, and a line, or 0 if unknown. */
    record Place(String file, int line) {}

    Optional<Place> of(TestCase test) {
        Matcher frame = FRAME.matcher(test.details());
        for (int tries = 0; tries < 50 && frame.find(); tries++) {
            Optional<Path> file = inside(frame.group(1));
            if (file.isPresent()) {
                return Optional.of(new Place(slashes(file.get()), Integer.parseInt(frame.group(2))));
            }
        }
        return ofTrace(test.details())
                .or(() -> inside(test.file())
                        .or(() -> inside(test.className().replace('.', '/') + ".py"))
                        .map(file -> new Place(slashes(file), test.file().isEmpty() ? 0 : test.line())))
                .or(() -> ofClass(test.className()).map(file -> new Place(file, 0)));
    }

    /**
     * Finds the first frame whose source is in the workspace; frames before it belong to assertion libraries and the
     * JDK.
     */
    private Optional<Place> ofTrace(String trace) {
        Matcher frame = JAVA_FRAME.matcher(trace);
        for (int tries = 0; tries < MAX_FRAMES && frame.find(); tries++) {
            String type = frame.group(1);
            String directory = type.contains(".")
                    ? type.substring(0, type.lastIndexOf('.')).replace('.', '/') + "/"
                    : "";
            Optional<String> file = source(directory + frame.group(2));
            if (file.isPresent()) {
                return Optional.of(new Place(file.get(), Integer.parseInt(frame.group(3))));
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofClass(String name) {
        String file = name.replaceFirst("\\$.*", "").replace('.', '/');
        return file.isEmpty() || file.indexOf('/') < 0 ? Optional.empty() : source(file + ".java");
    }

    /** Finds the file of the workspace whose path ends with this text, if there is exactly one. */
    private Optional<String> source(String end) {
        List<String> found = sources().stream()
                .filter(file -> file.equals(end) || file.endsWith("/" + end))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private List<String> sources() {
        List<String> known = sources;
        if (known == null) {
            try {
                known = ItemList.sources(workspace, SOURCES).files();
            } catch (IOException e) {
                known = List.of(); // There are too many files, so failures are annotated without a place.
            }
            sources = known;
        }
        return known;
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
