package dev.forkd.action.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the lines of one sandbox until they are printed: the first and the last ones, and between them a notice if
 * there are too many. Not thread-safe.
 */
final class ShardLog {
    private final int most;
    private final List<String> head = new ArrayList<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private int headSize;
    private int tailSize;
    private long dropped;

    ShardLog(int most) {
        this.most = most;
    }

    void add(String line) {
        if (headSize < most && tail.isEmpty()) {
            head.add(line);
            headSize += line.length() + 1;
            return;
        }
        tail.add(line);
        tailSize += line.length() + 1;
        while (tailSize > most) {
            tailSize -= tail.remove().length() + 1;
            dropped++;
        }
    }

    /** Prints the first lines, which are certain to be shown. */
    void drain(Consumer<String> printer) {
        head.forEach(printer);
        head.clear();
    }

    /** Prints the rest. */
    void finish(Consumer<String> printer) {
        drain(printer);
        if (dropped > 0) {
            printer.accept("[... " + dropped + " lines left out here; the whole output is in the results file]");
        }
        tail.forEach(printer);
        tail.clear();
    }
}
