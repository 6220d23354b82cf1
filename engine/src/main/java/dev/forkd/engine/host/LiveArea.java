package dev.forkd.engine.host;

import java.util.List;

/** Lines at the end of what a terminal shows, which are drawn anew in place and leave nothing behind. */
public interface LiveArea {

    /**
     * How wide the terminal is now.
     *
     * @return columns
     */
    int columns();

    /**
     * Draws lines in place of those that were drawn before.
     *
     * @param lines none of them wider than the terminal
     */
    void draw(List<String> lines);

    /** Takes away what was drawn, so that something else can be printed. */
    void erase();
}
