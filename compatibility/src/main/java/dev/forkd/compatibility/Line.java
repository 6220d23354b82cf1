package dev.forkd.compatibility;

import java.io.PrintStream;
import java.util.List;

/**
 * What is told of one run.
 *
 * @param run what was run
 * @param cells of the table: tests, differences, unexpected ones; "-" where there is nothing to say
 * @param seconds it took
 * @param details lines that say what differs, or why there is nothing to say
 */
record Line(String run, Cells cells, long seconds, List<String> details) {
    static final int MAX = 20;
    private static final String FORMAT = "%-10s %8s %12s %10s %8s";
    private static final int WIDEST = 300;

    record Cells(String tests, String differences, String unexpected) {}

    Line {
        details = List.copyOf(details);
    }

    static String header() {
        return FORMAT.formatted("run", "tests", "differences", "unexpected", "seconds");
    }

    String row() {
        return FORMAT.formatted(run, cells.tests(), cells.differences(), cells.unexpected(), seconds);
    }

    /** Shows the first details, below the row. */
    void explain(PrintStream out, String indent, int most) {
        show(details, out, indent, most);
    }

    static void show(List<String> details, PrintStream out, String indent, int most) {
        details.stream()
                .limit(most)
                .map(detail -> indent + detail.substring(0, Math.min(detail.length(), WIDEST)))
                .forEach(out::println);
    }
}
