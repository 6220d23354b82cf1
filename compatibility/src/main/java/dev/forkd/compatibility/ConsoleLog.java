package dev.forkd.compatibility;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ConsoleLauncher printed, so that two runs can be compared: the classes and the failures in order of their
 * names, because engines differ in which comes first; without the engines above them, which are taken off the counted
 * containers, and without times. What tests print comes before the tree, class by class: sorted too, without the
 * engine's own lines.
 */
final class ConsoleLog {
    private static final Pattern LOGGED = Pattern.compile("^[A-Z][a-z]{2} [0-9]+, .* (org\\.junit)");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern DURATION = Pattern.compile(" [0-9]+ ms( |$)");
    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+");
    private static final Pattern FRAME = Pattern.compile("^([ │]*)([├└]─ )?");
    private static final Pattern FAILURE = Pattern.compile("^ {2}[^ ].*");
    private static final Pattern CONTAINERS =
            Pattern.compile("\\[ +([0-9]+) (containers (?:found|started|successful)) +]");
    private static final String ROOT = "╷";
    private static final String FAILURES = "Failures (";
    private static final String END = "Test run finished";

    private final List<String> lines = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();
    private int engines;

    private ConsoleLog() {}

    static List<String> comparable(List<String> log) {
        ConsoleLog console = new ConsoleLog();
        int tree = 0;
        while (tree < log.size() && !log.get(tree).startsWith(ROOT)) {
            tree++;
        }
        console.printed(log.subList(0, tree));
        console.shown(log.subList(Math.min(tree + 1, log.size()), log.size()));
        return List.copyOf(console.lines);
    }

    private void printed(List<String> printed) {
        printed.stream()
                .filter(line -> !line.startsWith("forkd: "))
                .map(line -> LOGGED.matcher(line).replaceFirst("TIME $1"))
                .sorted()
                .forEach(lines::add);
    }

    private void shown(List<String> shown) {
        boolean inside = true;
        for (String raw : shown) {
            String line = steady(raw);
            inside &= !line.startsWith(FAILURES) && !line.startsWith(END);
            if (inside) {
                node(line);
            } else {
                summed(line);
            }
        }
        flush();
    }

    /** A line of the tree. */
    private void node(String line) {
        if (line.startsWith("- ")) {
            engines++;
        } else if (line.startsWith("   - ")) {
            blocks.add(line);
        } else if (!line.isEmpty()) {
            append(line);
        }
    }

    /** A line of the failures or the sums. */
    private void summed(String line) {
        if (line.startsWith(FAILURES) || line.startsWith(END) || line.startsWith("[")) {
            flush();
            lines.add(counted(line));
        } else if (FAILURE.matcher(line).matches()) {
            // The engine is the first part of a failure's name.
            blocks.add(line.replaceFirst("^ {2}[^:]*:", "  "));
        } else if (!line.isEmpty()) {
            append(line);
        }
    }

    private void append(String line) {
        if (blocks.isEmpty()) {
            lines.add(line);
        } else {
            blocks.set(blocks.size() - 1, blocks.get(blocks.size() - 1) + "\n" + line);
        }
    }

    private static String steady(String line) {
        String text = COLOUR.matcher(line).replaceAll("");
        text = DURATION.matcher(text).replaceFirst("$1");
        text = INSTANT.matcher(text).replaceFirst("TIME");
        text = text.startsWith(END) ? END : text;
        // A node's further lines stand behind the frames of those around it.
        Matcher frame = FRAME.matcher(text);
        return frame.replaceFirst(it -> it.group(1).replace('│', ' ') + (it.group(2) == null ? "" : "- "));
    }

    private String counted(String line) {
        Matcher containers = CONTAINERS.matcher(line);
        return containers.matches()
                ? "[ " + (Integer.parseInt(containers.group(1)) - engines) + " " + containers.group(2) + " ]"
                : line;
    }

    private void flush() {
        Collections.sort(blocks);
        blocks.forEach(block -> block.lines().forEach(lines::add));
        blocks.clear();
    }
}
