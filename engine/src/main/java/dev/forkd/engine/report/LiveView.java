package dev.forkd.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a terminal shows during a run: one line for the whole, and one for each sandbox that is running a unit. */
final class LiveView {

    static final int MAX_SANDBOXES = 8;

    private static final int FIRST_WIDE = 0x1100;

    private LiveView() {}

    /** The lines, cut to the width of the terminal; units that have run longest come first. */
    static List<String> of(Standing standing, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(cut("forkd: " + standing.counts(), columns));
        List<Running> running = standing.running();
        for (Running unit : running.subList(0, Math.min(MAX_SANDBOXES, running.size()))) {
            lines.add(cut(
                    String.format(
                            Locale.ROOT,
                            "  sandbox %-3d %10s  %s",
                            unit.sandbox(),
                            Texts.seconds(unit.seconds()),
                            unit.name()),
                    columns));
        }
        if (running.size() > MAX_SANDBOXES) {
            lines.add(cut("  and " + (running.size() - MAX_SANDBOXES) + " more", columns));
        }
        return lines;
    }

    /** The last column stays empty, because some terminals wrap when it is used. */
    private static String cut(String line, int columns) {
        if (line.codePoints().map(LiveView::width).sum() < columns) {
            return line;
        }
        StringBuilder shown = new StringBuilder();
        int left = columns - 2;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            left -= width(line.codePointAt(i));
            if (left < 0) {
                break;
            }
            shown.appendCodePoint(line.codePointAt(i));
        }
        return shown + "…";
    }

    /** Rather too large than too small. */
    private static int width(int character) {
        return character < FIRST_WIDE ? 1 : 2;
    }
}
