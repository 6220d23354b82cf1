package dev.forkd.engine.host;

import java.util.List;

/** Lines at the end of a terminal's output that are redrawn in place and finally removed. */
public interface LiveArea {

    /**
     * Returns the present width of the terminal.
     *
     * @return the number of columns
     */
    int columns();

    /**
     * Draws lines in place of those drawn before.
     *
     * @param lines lines that are not wider than the terminal
     */
    void draw(List<String> lines);

    /** Removes what was drawn, so that something else can be printed. */
    void erase();
}
