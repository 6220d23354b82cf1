package dev.forkd.engine.host;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Draws with the control sequences that every terminal of today understands. After each call the cursor stands at the
 * beginning of the line below what is drawn, where others go on to print.
 */
final class TerminalArea implements LiveArea {

    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_TO_END = "\u001b[J";
    /** Lines that are too wide, because the terminal has just become narrower, are cut by it and not continued. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final Consumer<String> sink;
    private final boolean sinkEndsLines;
    private final IntSupplier columns;
    private int drawn;

    /**
     * Makes an area with nothing in it.
     *
     * @param sink prints a text as it is
     * @param sinkEndsLines whether it prints something before the text, and ends the line after it, as a logger does
     * @param columns how wide the terminal is
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
            // A line that is ended afterwards must end where the area began.
            sink.accept(toTheBeginning() + (sinkEndsLines ? UP.formatted(1) : ""));
            drawn = 0;
        }
    }

    private String toTheBeginning() {
        return "\r" + (drawn > 0 ? UP.formatted(drawn) : "") + CLEAR_TO_END;
    }
}
