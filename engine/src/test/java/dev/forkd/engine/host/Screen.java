package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A terminal, as far as we use one: text, line ends, the cursor up, clear to the end; lines do not wrap. */
final class Screen {

    private static final Pattern PART = Pattern.compile("\u001b\\[(\\??\\d*)([A-Za-z])|\r|\n|[^\u001b\r\n]+");

    private final List<StringBuilder> rows = new ArrayList<>();
    private int row;
    private int column;

    Screen() {
        rows.add(new StringBuilder());
    }

    void print(String text) {
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find()) {
            if (part.start() != end) {
                throw new IllegalArgumentException("not understood: " + text.substring(end, part.start()));
            }
            end = part.end();
            take(part);
        }
    }

    private void take(Matcher part) {
        if (part.group(2) != null) {
            switch (part.group(2)) {
                case "A" -> row = Math.max(0, row - Integer.parseInt(part.group(1)));
                case "J" -> clear();
                case "l", "h" -> {}
                default -> throw new IllegalArgumentException("not understood: " + part.group(2));
            }
        } else if (part.group().equals("\r")) {
            column = 0;
        } else if (part.group().equals("\n")) {
            row++;
            column = 0;
            if (row == rows.size()) {
                rows.add(new StringBuilder());
            }
        } else {
            write(part.group());
        }
    }

    private void write(String text) {
        StringBuilder line = rows.get(row);
        while (line.length() < column) {
            line.append(' ');
        }
        line.replace(column, Math.min(line.length(), column + text.length()), text);
        column += text.length();
    }

    private void clear() {
        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        rows.subList(row + 1, rows.size()).clear();
    }

    /** What is seen, without empty lines at the end. */
    String text() {
        return rows.stream()
                .map(StringBuilder::toString)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }
}
