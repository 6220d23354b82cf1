package dev.forkd.action.run;

import dev.forkd.action.runner.Console;
import java.util.TreeSet;

/**
 * Decides when the lines of each sandbox are printed. With several sandboxes, one of them is shown live in a group of
 * lines; the lines of the others are kept and printed later, so that no group mixes two sandboxes. Thread-safe.
 */
public final class LogMultiplexer {
    /** How the lines of several sandboxes are arranged. */
    public enum Order {
        /** One sandbox after the other, each in its own group. */
        GROUPED,
        /** All sandboxes at the same time, as lines arrive. */
        LIVE,
        /** Only how each sandbox ended. */
        QUIET
    }

    private static final int MAX_KEPT = 512 << 10;
    private static final int MIN_KEPT = 16 << 10;
    private static final int ALL = 64 << 20;
    private static final int NOBODY = -1;

    private final Console console;
    private final Order order;
    private final ShardLog[] logs;
    private final String[] titles;
    private final String[] endings;
    private final TreeSet<Integer> running = new TreeSet<>();
    private final TreeSet<Integer> waiting = new TreeSet<>();
    private int shown = NOBODY;

    /**
     * Makes an object for the sandboxes of a run.
     *
     * @param console prints the lines
     * @param order the arrangement; a single sandbox is never grouped
     * @param n how many sandboxes
     */
    public LogMultiplexer(Console console, Order order, int n) {
        this.console = console;
        this.order = n == 1 && order == Order.GROUPED ? Order.LIVE : order;
        this.logs = new ShardLog[n];
        this.titles = new String[n];
        this.endings = new String[n];
        int each = Math.max(MIN_KEPT, Math.min(MAX_KEPT, ALL / n / 2));
        for (int i = 0; i < n; i++) {
            logs[i] = new ShardLog(each);
        }
    }

    synchronized void start(int index, String id) {
        titles[index] = "sandbox " + index + " (" + id + ")";
        running.add(index);
    }

    synchronized void line(int index, String line) {
        if (order == Order.QUIET) {
            return;
        }
        logs[index].add(line);
        if (order == Order.LIVE) {
            logs[index].drain(text -> print(index, text));
        } else {
            if (shown == NOBODY) {
                enter(running.first());
            }
            if (shown == index) {
                logs[index].drain(text -> print(index, text));
            }
        }
    }

    synchronized void end(int index, String ending) {
        running.remove(index);
        endings[index] = titles[index] + ": " + ending;
        if (order != Order.GROUPED) {
            logs[index].finish(text -> print(index, text));
            console.say(endings[index]);
            return;
        }
        waiting.add(index);
        if (shown == NOBODY || shown == index) {
            if (shown == index) {
                leave();
            }
            while (!waiting.isEmpty()) {
                enter(waiting.first());
                leave();
            }
            if (!running.isEmpty()) {
                enter(running.first());
            }
        }
    }

    private void enter(int index) {
        shown = index;
        console.group(titles[index]);
        logs[index].drain(text -> print(index, text));
    }

    private void leave() {
        int index = shown;
        logs[index].finish(text -> print(index, text));
        console.endGroup();
        console.say(endings[index]);
        waiting.remove(index);
        shown = NOBODY;
    }

    private void print(int index, String line) {
        console.relay("[" + index + "] ", line);
    }
}
