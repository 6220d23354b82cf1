package dev.forkd.engine.host;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Draws with control sequences that all present terminals understand. After each call the cursor is at the beginning of
 * the line below the drawn ones, where others continue to print.
 */
final class TerminalArea implements LiveArea {

    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_TO_END = "\u001b[J";
    /** If the terminal has just become narrower, lines that are too wide are cut off and not wrapped. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final Consumer<String> sink;
    private final boolean sinkEndsLines;
    private final IntSupplier columns;
    private int drawn;

    /**
     * Makes an empty area.
     *
     * @param sink prints a text unchanged
     * @param sinkEndsLines whether the sink adds something before the text and a line end after it, as a logger does
     * @param columns returns the width of the terminal
     */
    TerminalArea(Consumer<String> sink, boolean sinkEndsLines, IntSupplier columns) {
        this.sink = sink;
        this.sinkEndsLines = sinkEndsLines;
        this.columns = columns;
    }

    @Override
    public int columns() {
        return columns.getAsInt();
    }

    @Override
    public void draw(List<String> lines) {
        String text = WRAP_OFF
                + String.join("\r\n", lines.stream().map(Host::printable).toList())
                + WRAP_ON;
        sink.accept(toTheBeginning() + text + (sinkEndsLines ? "" : "\r\n"));
        drawn = lines.size();
    }

    @Override
    public void erase() {
        if (drawn > 0) {
            // The sink will add a line end, which must lead to where the area began.
            sink.accept(toTheBeginning() + (sinkEndsLines ? UP.formatted(1) : ""));
            drawn = 0;
        }
    }

    private String toTheBeginning() {
        return "\r" + (drawn > 0 ? UP.formatted(drawn) : "") + CLEAR_TO_END;
    }
}
