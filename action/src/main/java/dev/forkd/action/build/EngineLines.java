package dev.forkd.action.build;

import dev.forkd.action.runner.LineSplitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the engine's own lines in a build's output. Not thread-safe. */
final class EngineLines {
    private static final String MARK = "forkd: ";
    private static final int MAX_LINES = 100;
    /** Lines about progress, and the line that the engine has nothing to do; the summary does not need them. */
    private static final Pattern PASSING =
            Pattern.compile("\\d+ of \\d+ test class.*|no class here has @ForkdSandbox.*");

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(this::line);

    void accept(byte[] bytes, int length) {
        splitter.accept(Arrays.copyOf(bytes, length));
    }

    private void line(String line) {
        int at = line.indexOf(MARK);
        // Builds print a level such as [INFO] before the line.
        if (at >= 0 && at < 20 && lines.size() < MAX_LINES) {
            String said = line.substring(at + MARK.length());
            if (!PASSING.matcher(said).matches()) {
                lines.add(said);
            }
        }
    }

    boolean seen() {
        return !lines.isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
