package dev.forkd.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.platform.engine.UniqueId;

/** The output directory of a test: below a root of the JVM, with one directory for each segment of the test's id. */
final class OutputDirectory {

    private static final String NOT_IN_NAMES = "(?i)[^a-z0-9.,_\\-() ]";

    private OutputDirectory() {}

    /** The part of a path below the test's output directory, or only the file's name if the path is elsewhere. */
    static String relativize(UniqueId test, Path path) {
        List<String> elements = new ArrayList<>();
        path.toAbsolutePath().forEach(element -> elements.add(element.toString()));
        List<String> directory = test.getSegments().stream()
                .map(segment -> segment.getValue().replaceAll(NOT_IN_NAMES, "_"))
                .toList();
        int start = Collections.lastIndexOfSubList(elements, directory);
        int from = start < 0 ? elements.size() - 1 : start + directory.size();
        return String.join("/", elements.subList(Math.min(from, elements.size()), elements.size()));
    }
}
